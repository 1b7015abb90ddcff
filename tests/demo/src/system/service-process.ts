import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT, sourceEnvironment, SOURCE_FLAGS } from './places.ts';

const STOP_PATIENCE = 30_000;
const START_PATIENCE = 90_000;

export interface ServiceLaunch {
  /** A folder of services/. */
  readonly name: string;
  /** Built is what an installation runs; source needs no build. */
  readonly from: 'built' | 'source';
  readonly env: Readonly<Record<string, string>>;
  /** Where it will answer. */
  readonly url: string;
  readonly logFile: string;
  /** For Node itself. */
  readonly flags?: readonly string[];
}

/** A service as a process of its own, out of reach of the terminal's Ctrl-C: it is stopped in order instead. */
export class ServiceProcess {
  private constructor(
    private readonly launch: ServiceLaunch,
    private readonly child: ChildProcess,
  ) {}

  /** Returns when it is ready; throws with the end of its log when it ends or does not get there. */
  static async start(launch: ServiceLaunch): Promise<ServiceProcess> {
    const { name, from, env, logFile, flags = [] } = launch;
    const log = await open(logFile, 'a');
    const program = from === 'built' ? ['--enable-source-maps', join(ROOT, 'services', name, 'dist/main.js')] : [...SOURCE_FLAGS, join(ROOT, 'services', name, 'src/main.ts')];
    const child = spawn(process.execPath, [...flags, ...program], {
      cwd: ROOT, stdio: ['ignore', log.fd, log.fd], detached: true,
      env: { ...process.env, NODE_OPTIONS: '', ...sourceEnvironment, ...env },
    });
    await log.close();
    const service = new ServiceProcess(launch, child);
    process.once('exit', () => child.kill('SIGKILL'));
    await service.ready().catch(async (error: unknown) => {
      await service.stop();
      throw error;
    });
    return service;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async stop(): Promise<void> {
    if (this.hasEnded()) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), STOP_PATIENCE);
    await exited;
    clearTimeout(late);
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async ready(): Promise<void> {
    const until = Date.now() + START_PATIENCE;
    while (!(await this.isReady())) {
      if (this.hasEnded()) throw new Error(`${this.launch.name} ended at its start:\n${await this.logEnd()}`);
      if (Date.now() > until) throw new Error(`${this.launch.name} is not ready after ${START_PATIENCE / 1000} s:\n${await this.logEnd()}`);
      await delay(100);
    }
  }

  private async isReady(): Promise<boolean> {
    return fetch(`${this.launch.url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  private async logEnd(): Promise<string> {
    return (await readFile(this.launch.logFile, 'utf8')).slice(-2_000);
  }
}
