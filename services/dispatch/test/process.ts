import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SOURCE_FLAGS } from '@widecast/testing';

const PACKAGE = join(import.meta.dirname, '..');

/** The service as a process of its own that a test may kill as a crash would. */
export class ServiceProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(env: Readonly<Record<string, string>>): ServiceProcess {
    return new ServiceProcess(spawn(process.execPath, [...SOURCE_FLAGS, join(PACKAGE, 'src/main.ts')], {
      cwd: PACKAGE, stdio: 'ignore',
      env: { ...process.env, NODE_OPTIONS: '', TS_NODE_PROJECT: join(PACKAGE, 'tsconfig.json'), WIDECAST_INTERNAL_SECRET: 'x'.repeat(32), ...env },
    }));
  }

  hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** No handler runs, nothing is given back. */
  async kill(): Promise<void> {
    if (this.hasEnded()) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
