import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether a process of this number lives; one that ended but was not reaped by its parent counts as ended. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Whether the process is certainly something else than PostgreSQL: its number was given away after a crash or a reboot. */
export function isForeign(pid: number): boolean {
  const name = readProc(pid, 'comm');
  return name !== undefined && !name.startsWith('postgres');
}

/** True when the process ended within the time. */
export async function hasEndedWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isRunning(pid)) {
    if (Date.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

function isZombie(pid: number): boolean {
  return readProc(pid, 'stat')?.split(') ').at(-1)?.startsWith('Z') ?? false;
}

function readProc(pid: number, file: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
