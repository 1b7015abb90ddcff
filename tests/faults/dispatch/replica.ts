import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, sourceEnvironment, SOURCE_FLAGS } from '../../demo/src/system/places.ts';

export interface ReplicaSettings {
  readonly name: string;
  readonly from: 'built' | 'source';
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

const PROGRAMS = {
  built: ['--enable-source-maps', join(ROOT, 'services/dispatch/dist/main.js')],
  source: [...SOURCE_FLAGS, join(ROOT, 'services/dispatch/src/main.ts')],
} as const;

/** One sender: the whole dispatch service as a process of its own, started again after each fault. */
export class Replica {
  readonly url: string;
  private child: ChildProcess | undefined;
  private isEnding = false;

  constructor(private readonly settings: ReplicaSettings) {
    this.url = `http://127.0.0.1:${settings.port}`;
    process.once('exit', () => this.child?.kill('SIGKILL'));
  }

  start(): void {
    const { from, env, port, logFile } = this.settings;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, [...PROGRAMS[from]], {
      cwd: ROOT, stdio: ['ignore', log, log], detached: true,
      env: { ...process.env, NODE_OPTIONS: '', ...sourceEnvironment, ...env, PORT: String(port) },
    });
    this.child = child;
    // One that could not start, because its database went away meanwhile, is started again, as whatever runs services does.
    child.once('exit', () => {
      if (this.child === child && !this.isEnding) this.start();
    });
  }

  async isReady(): Promise<boolean> {
    return await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2000) }).then(({ ok }) => ok, () => false);
  }

  /** `SIGKILL`: no handler runs, nothing is given back. `SIGTERM`: a stop in order. Returns when it has ended. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.isEnding = true;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    this.isEnding = false;
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }
}
