import { setTimeout as sleep } from 'node:timers/promises';
import type { RoughDatabase } from './rough-database.ts';
import type { Senders } from './senders.ts';
import type { LedgerRow } from './verdict.ts';

/** So long a sender has to come into the middle of it, in ms; else it was done before. */
const PATIENCE = 20_000;
const KILLS_A_CAMPAIGN = 2;

const BLOCKED = "SELECT FROM pg_locks WHERE relation = 'dispatch.ledger_archives'::regclass AND NOT granted";
const LEFT = 'SELECT FROM dispatch.deliveries WHERE source_id = $1 LIMIT 1';

const LEDGER = `
  SELECT email, state::text, mark, reason, attempt FROM dispatch.deliveries
  UNION ALL SELECT email, state, mark, reason, attempt FROM dispatch.archived_deliveries ORDER BY email, state`;

/** The ledger with what was compacted of it. */
export const ledgerOf = (database: RoughDatabase): Promise<LedgerRow[]> => database.query<LedgerRow>(LEDGER);

/** Ledgers of campaigns that are over become small while all senders are killed in the middle of it. */
export class Compaction {
  kills = 0;
  /** Deliveries of which the ledger says something else afterwards; must be 0. */
  changed = 0;
  /** Campaigns whose ledger did not become small; must be 0. */
  unfinished = 0;

  constructor(private readonly senders: Senders, private readonly database: RoughDatabase) {}

  async of(campaigns: readonly string[]): Promise<void> {
    const before = await ledgerOf(this.database);
    for (const id of campaigns) await this.ofOne(id);
    const after = await ledgerOf(this.database);
    this.changed = before.filter((row, at) => JSON.stringify(row) !== JSON.stringify(after[at])).length + Math.abs(after.length - before.length);
  }

  private async ofOne(id: string): Promise<void> {
    await this.database.whileLocked('dispatch.ledger_archives', 'SHARE', async () => {
      await this.senders.post(`campaigns/${id}/compact`);
      await this.killInTheMiddle();
    });
    for (let n = 1; n < KILLS_A_CAMPAIGN; n += 1) {
      await this.until(async () => (await this.database.query('SELECT FROM dispatch.ledger_archives WHERE source_id = $1', [id])).length > 0);
      await this.database.whileLocked('dispatch.ledger_archives', 'SHARE', async () => {
        if ((await this.database.query(LEFT, [id])).length > 0) await this.killInTheMiddle();
      });
    }
    if (!(await this.until(async () => (await this.database.query(LEFT, [id])).length === 0))) this.unfinished += 1;
  }

  /** One of them has deleted deliveries and waits to enter them into the archive. */
  private async killInTheMiddle(): Promise<void> {
    if (!(await this.until(async () => (await this.database.query(BLOCKED)).length > 0))) return;
    await Promise.all(this.senders.replicas.map((replica) => replica.end('SIGKILL')));
    this.kills += 1;
    for (const replica of this.senders.replicas) replica.start();
  }

  private async until(is: () => Promise<boolean>): Promise<boolean> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(10)) if (await is()) return true;
    return false;
  }
}
