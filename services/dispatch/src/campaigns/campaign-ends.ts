import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG, observedGauge } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { Balances, openOf } from '../ledger/balances.ts';
import { Counts } from '../ledger/counts.ts';
import { CampaignRunService } from './campaign-run.service.ts';

/** All chunks have come and nothing waits, is claimed or is to be taken up again. */
const MAYBE_DONE = `
  SELECT c.id FROM campaigns c JOIN sources s ON s.id = c.id
  WHERE c.state IN ('launched', 'running') AND c.chunks = (SELECT count(*) FROM audience_chunks a WHERE a.campaign_id = c.id)
    AND s.cursor = s.next_seq
    AND NOT EXISTS (SELECT FROM redos WHERE source_id = c.id) AND NOT EXISTS (SELECT FROM claims WHERE source_id = c.id)`;

/** The audience is not complete, or not even counted, and for a long time nothing of it has come any more. */
const STUCK = `
  SELECT c.id FROM campaigns c
  CROSS JOIN LATERAL (SELECT count(*) AS arrived, max(arrived_at) AS last_at FROM audience_chunks WHERE campaign_id = c.id) a
  WHERE c.state IN ('launched', 'running') AND (c.chunks IS NULL OR c.chunks > a.arrived) AND greatest(c.moved_at, a.last_at) < now() - make_interval(secs => $1 / 1000.0)`;

/** Campaigns that are over and of which nothing is held any more. */
const CLOSE_ENDED = `
  UPDATE sources s SET state = 'closed' FROM campaigns c
  WHERE c.state = 'finished' AND s.id = c.id AND s.state = 'open' AND s.cursor = s.next_seq
    AND NOT EXISTS (SELECT FROM redos WHERE source_id = s.id) AND NOT EXISTS (SELECT FROM claims WHERE source_id = s.id)
    AND NOT EXISTS (SELECT FROM held_deliveries WHERE source_id = s.id)`;

/** What is open but nowhere noted as work: cannot be, and would never end if it were. */
const TAKE_UP_STRAYS = `
  INSERT INTO redos (source_id, seq, due_at) SELECT source_id, seq, now() FROM deliveries
  WHERE source_id = $1 AND state IN ('pending', 'deferred') ON CONFLICT DO NOTHING`;

const IMBALANCE = { name: 'widecast_ledger_imbalance', help: 'Deliveries that campaigns at work have too many or too few; must be 0.', labels: ['service'] as const };

const AWAITED = { name: 'widecast_ledger_awaited', help: 'Recipients that campaigns at work still wait for after the freeze.', labels: ['service'] as const };

/** Finishes campaigns whose ledger is complete, balanced and settled, and pauses those that cannot come there. */
@Injectable()
export class CampaignEnds implements OnApplicationBootstrap, OnModuleDestroy {
  private forget: () => void = () => {};

  constructor(
    private readonly database: Database,
    private readonly balances: Balances,
    private readonly counts: Counts,
    private readonly runs: CampaignRunService,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  onApplicationBootstrap(): void {
    const forgets = [
      observedGauge(IMBALANCE, async (gauge) => gauge.set({ service: 'dispatch' }, (await this.balances.ofAllAtWork()).imbalance)),
      observedGauge(AWAITED, async (gauge) => gauge.set({ service: 'dispatch' }, (await this.balances.ofAllAtWork()).awaited)),
    ];
    this.forget = () => forgets.forEach((forget) => forget());
  }

  onModuleDestroy(): void {
    this.forget();
  }

  async finishDone(): Promise<void> {
    for (const { id } of await this.database.query<{ id: string }>(MAYBE_DONE)) await this.database.transaction((tx) => this.finishIfDone(tx, id));
    await this.database.query(CLOSE_ENDED);
  }

  /** A part of the audience that does not come is a gap. */
  async pauseStuck(): Promise<void> {
    const stuck = await this.database.query<{ id: string }>(STUCK, [this.config.CHUNK_WAIT_MS]);
    for (const { id } of stuck) await this.database.transaction((tx) => this.runs.stall(tx, id, 'ledger_gap'));
  }

  private async finishIfDone(tx: Transaction, id: string): Promise<void> {
    // Nothing enters, is claimed or released while we look.
    await tx.query('SELECT FROM campaigns WHERE id = $1 FOR UPDATE', [id]);
    await tx.query('SELECT FROM sources WHERE id = $1 FOR UPDATE', [id]);
    const balance = await this.balances.of(id, tx);
    if (openOf(balance) > 0) await tx.query(TAKE_UP_STRAYS, [id]);
    else if (balance.balanced && (await this.counts.audit(id, tx)).agrees) await this.runs.finish(tx, id, balance.audience === 0 ? 'empty_audience' : null);
    else await this.runs.stall(tx, id, 'ledger_gap');
  }
}
