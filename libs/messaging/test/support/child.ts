import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SOURCE_FLAGS, waitUntil } from '@widecast/testing';
import type { LogAddress } from './address.ts';

/** What a child process is told to do. */
export interface Task {
  readonly act: 'consume and hang' | 'consume when told' | 'write without a relay' | 'relay';
  readonly address: LogAddress;
  readonly databaseUrl: string;
  readonly service: string;
}

const PACKAGE = join(import.meta.dirname, '../..');

/** A process of its own that a test may kill as a crash would. */
export class Child {
  private static readonly alive = new Set<Child>();
  readonly said: string[] = [];
  private errors = '';

  private constructor(private readonly process: ChildProcess) {
    Child.alive.add(this);
    process.on('message', (message: string) => this.said.push(message));
    process.stderr?.on('data', (text) => (this.errors += String(text)));
  }

  static start(task: Task): Child {
    return new Child(
      fork(join(import.meta.dirname, 'child.process.ts'), [JSON.stringify(task)], {
        cwd: PACKAGE,
        execArgv: [...SOURCE_FLAGS],
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      }),
    );
  }

  async untilItSays(word: string): Promise<void> {
    await waitUntil(() => this.hasSaid(word), { what: `"${word}" of the child`, timeout: 60_000 });
  }

  hasSaid(word: string): boolean {
    if (this.process.exitCode !== null) throw new Error(`The child ended: ${this.errors}`);
    return this.said.includes(word);
  }

  tell(word: string): void {
    this.process.send(word);
  }

  /** As a long pause of the machine: nothing runs, every connection stays. */
  freeze(): void {
    this.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.process.kill('SIGCONT');
  }

  /** What a test that failed has left would keep the run from ending. */
  static async killAll(): Promise<void> {
    await Promise.all([...Child.alive].map((child) => child.kill()));
  }

  /** As a crash: no handler runs, nothing is given back. */
  async kill(): Promise<void> {
    Child.alive.delete(this);
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exited;
  }
}
