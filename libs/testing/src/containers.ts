import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { refuseIfRequired } from './requirements.ts';

export interface ContainerOutcome<T> {
  readonly started?: T;
  /** Why there is none; empty where there is. */
  readonly reason: string;
}

/** Starts a container where a Docker daemon answers and has, or can pull, the image; else says why not. */
export async function tryContainer<T>(start: () => Promise<T>): Promise<ContainerOutcome<T>> {
  const outcome = (await mayHaveDocker()) ? await attempt(start) : { reason: 'no Docker socket found' };
  if (outcome.started === undefined) refuseIfRequired('docker', outcome.reason);
  return outcome;
}

async function attempt<T>(start: () => Promise<T>): Promise<ContainerOutcome<T>> {
  try {
    const { getContainerRuntimeClient } = await import('testcontainers');
    await getContainerRuntimeClient();
    return { started: await start(), reason: '' };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Spares the tests the loading of testcontainers, half a second, where there is plainly no daemon. */
async function mayHaveDocker(): Promise<boolean> {
  if (process.env['DOCKER_HOST'] !== undefined || process.platform === 'win32') return true;
  const home = homedir();
  const sockets = ['/var/run/docker.sock', join(home, '.docker/run/docker.sock'), join(home, '.docker/desktop/docker.sock')];
  const found = await Promise.allSettled(sockets.map((socket) => access(socket)));
  return found.some(({ status }) => status === 'fulfilled');
}
