import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG, Conflict, NotFound, Recurring } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { REDELIVERY_DAYS } from '../ledger/redelivery.ts';
import { ArchivesRepository } from './archives.repository.ts';

/** Asked for, or over for so many days; nothing of it can be sent any more. */
const DUE = `
  SELECT c.id FROM campaigns c JOIN sources s ON s.id = c.id LEFT JOIN ledger_compactions k ON k.campaign_id = c.id
  WHERE c.state IN ('finished', 'cancelled') AND s.state = 'closed' AND k.done_at IS NULL
    AND (k.asked_at IS NOT NULL OR c.finished_at < now() - make_interval(secs => $1::float8 * 86400)) ORDER BY c.finished_at`;

const DONE = `
  INSERT INTO ledger_compactions (campaign_id, done_at) SELECT $1, now() WHERE NOT EXISTS (SELECT FROM deliveries WHERE source_id = $1)
  ON CONFLICT (campaign_id) DO UPDATE SET done_at = excluded.done_at`;

const FUNNELS = "SELECT id FROM sources WHERE kind = 'funnel' ORDER BY id";

const FUNNELS_EVERY = 600_000;

/** Makes the ledgers of campaigns that are long over small, and what funnels have sent long ago. Any number of processes may do it; a kill costs the row in hand. */
@Injectable()
export class CompactionService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('compaction');
  private readonly turns: Recurring;
  private funnelsAt = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly archives: ArchivesRepository,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {
    this.turns = new Recurring({
      pause: config.COMPACTION_MS, turn: () => this.turn(), failed: (error) => this.logger.warn({ msg: 'the compaction was interrupted', error }),
    });
  }

  onApplicationBootstrap(): void {
    this.turns.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.turns.stop();
  }

  /** Does not wait for the days to pass, nor for the work. Throws {@link NotFound} and {@link Conflict}. */
  async ask(campaignId: string): Promise<void> {
    const [campaign] = await this.database.query<{ state: string; source: string | null }>(
      'SELECT c.state, s.state AS source FROM campaigns c LEFT JOIN sources s ON s.id = c.id WHERE c.id = $1', [campaignId]);
    if (!campaign) throw new NotFound('campaign', campaignId);
    const isOver = campaign.state === 'finished' || campaign.state === 'cancelled';
    if (!isOver) throw new Conflict(`A campaign that is ${campaign.state} cannot be compacted; it must be finished or cancelled`);
    if (campaign.source !== 'closed') throw new Conflict('Some of its deliveries are still held or to be cancelled; compact it when that is over');
    await this.database.query('INSERT INTO ledger_compactions (campaign_id, asked_at) VALUES ($1, now()) ON CONFLICT (campaign_id) DO UPDATE SET asked_at = now()', [campaignId]);
  }

  /** Everything that is due now. */
  async compactDue(): Promise<void> {
    for (const { id } of await this.database.query<{ id: string }>(DUE, [this.config.LEDGER_KEEP_DAYS])) {
      while (!this.turns.isStopped && (await this.database.transaction((tx) => this.compactSome(tx, id))));
    }
  }

  /** Of funnels, which never end, what is older; in whole rows. Who asks again is not looked for in the archive. */
  async compactFunnels(): Promise<void> {
    const days = Math.max(this.config.LEDGER_KEEP_DAYS, REDELIVERY_DAYS);
    for (const { id } of await this.database.query<{ id: string }>(FUNNELS)) {
      while (!this.turns.isStopped && (await this.database.transaction((tx) => this.compactRow(tx, id, days))));
    }
  }

  private async turn(): Promise<void> {
    await this.compactDue();
    if (performance.now() - this.funnelsAt < FUNNELS_EVERY) return;
    this.funnelsAt = performance.now();
    await this.compactFunnels();
  }

  private async compactRow(tx: Transaction, id: string, days: number): Promise<boolean> {
    const locked = await tx.query('SELECT FROM sources WHERE id = $1 FOR UPDATE SKIP LOCKED', [id]);
    return locked.length > 0 && (await this.archives.compactOld(tx, id, days)) > 0;
  }

  /** False where nothing is left, or another process is at it. */
  private async compactSome(tx: Transaction, id: string): Promise<boolean> {
    const locked = await tx.query("SELECT FROM sources WHERE id = $1 AND state = 'closed' FOR UPDATE SKIP LOCKED", [id]);
    if (locked.length === 0) return false;
    if ((await this.archives.compact(tx, id)) > 0) return true;
    await tx.query(DONE, [id]);
    return false;
  }
}
