import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Database } from '@widecast/database';
import { SOURCE_FLAGS, waitUntil } from '@widecast/testing';

const PACKAGE = join(import.meta.dirname, '..');

/** The service in a process of its own, to be killed as a crash would. */
export class TriageProcess {
  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
  ) {}

  static async start(databaseUrl: string): Promise<TriageProcess> {
    const child = fork(join(import.meta.dirname, 'triage.process.ts'), [databaseUrl], {
      cwd: PACKAGE,
      execArgv: [...SOURCE_FLAGS],
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The process of the service ended')));
    ended.catch(() => undefined);
    const [port] = (await Promise.race([once(child, 'message'), ended])) as [number];
    return new TriageProcess(child, port);
  }

  /** Until the process waits for a lock, in the middle of a transaction. */
  async untilItWaits(database: Database, statement = 'INSERT INTO tickets'): Promise<void> {
    const waiting = (): Promise<unknown[]> => database.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`, [`%${statement}%`]);
    await waitUntil(async () => (await waiting()).length > 0, { what: 'a statement that waits for the lock', timeout: 60_000 });
  }

  async kill(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exited;
  }
}
