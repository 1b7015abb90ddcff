import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { observedGauge } from '@widecast/service-kit';
import { Balances, imbalanceOf, openOf, type Frozen } from '../ledger/balances.ts';
import { CampaignRunService } from './campaign-run.service.ts';

/** All chunks have come and nothing waits, is claimed or is to be taken up again. */
const MAYBE_DONE = `
  SELECT c.id FROM campaigns c JOIN sources s ON s.id = c.id
  WHERE c.state IN ('launched', 'running') AND c.chunks = (SELECT count(*) FROM audience_chunks a WHERE a.campaign_id = c.id)
    AND s.cursor = s.next_seq
    AND NOT EXISTS (SELECT FROM redos WHERE source_id = c.id) AND NOT EXISTS (SELECT FROM claims WHERE source_id = c.id)`;

const AT_WORK = "SELECT id, audience, chunks FROM campaigns WHERE state IN ('launched', 'running', 'paused')";

/** What is open but nowhere noted as work: cannot be, and would never end if it were. */
const TAKE_UP_STRAYS = `
  INSERT INTO redos (source_id, seq, due_at) SELECT source_id, seq, now() FROM deliveries
  WHERE source_id = $1 AND state IN ('pending', 'deferred') ON CONFLICT DO NOTHING`;

const IMBALANCE = { name: 'widecast_ledger_imbalance', help: 'Deliveries that campaigns at work have too many or too few; must be 0.', labels: ['service'] as const };

/** Finishes campaigns whose ledger is complete, balanced and settled. What is held then stays held. */
@Injectable()
export class CampaignEnds implements OnApplicationBootstrap, OnModuleDestroy {
  private forget: () => void = () => {};

  constructor(
    private readonly database: Database,
    private readonly balances: Balances,
    private readonly runs: CampaignRunService,
  ) {}

  onApplicationBootstrap(): void {
    this.forget = observedGauge(IMBALANCE, async (gauge) => gauge.set({ service: 'dispatch' }, await this.imbalance()));
  }

  onModuleDestroy(): void {
    this.forget();
  }

  async finishDone(): Promise<void> {
    for (const { id } of await this.database.query<{ id: string }>(MAYBE_DONE)) await this.database.transaction((tx) => this.finishIfDone(tx, id));
  }

  private async finishIfDone(tx: Transaction, id: string): Promise<void> {
    // Nothing enters, is claimed or released while we look.
    const [campaign] = await tx.query<Frozen & Record<string, unknown>>('SELECT id, audience, chunks FROM campaigns WHERE id = $1 FOR UPDATE', [id]);
    await tx.query('SELECT FROM sources WHERE id = $1 FOR UPDATE', [id]);
    if (!campaign) return;
    const balance = await this.balances.of(campaign, tx);
    if (openOf(balance) > 0) await tx.query(TAKE_UP_STRAYS, [id]);
    else if (balance.balanced) await this.runs.finish(tx, id);
    else await this.runs.pauseAtGap(tx, id);
  }

  private async imbalance(): Promise<number> {
    const campaigns = await this.database.query<Frozen & Record<string, unknown>>(AT_WORK);
    const balances = await Promise.all(campaigns.map((campaign) => this.balances.of(campaign)));
    return balances.reduce((sum, balance) => sum + imbalanceOf(balance), 0);
  }
}
