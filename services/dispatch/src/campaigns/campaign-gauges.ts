import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { observedGauge } from '@widecast/service-kit';

const DELIVERIES = { name: 'widecast_campaign_deliveries', help: 'Deliveries of campaigns at work, by the state that they are in.', labels: ['service', 'state'] as const };
const SCHEDULED = { name: 'widecast_scheduled_campaigns', help: 'Campaigns that wait for the time of their launch.', labels: ['service'] as const };

const IN_DOUBT = { name: 'widecast_in_doubt_deliveries', help: 'Deliveries in doubt of all campaigns, over or not, compacted or not.', labels: ['service'] as const };

const DOUBTFUL = `
  SELECT coalesce(sum(n), 0)::int AS n FROM (
    SELECT n FROM ledger_counts WHERE state = 'in_doubt' UNION ALL SELECT n FROM ledger_changes WHERE state = 'in_doubt') noted`;

const BY_STATE = `
  SELECT state, sum(n::int)::int AS n FROM ledger_balances, jsonb_each_text(states) AS s (state, n)
  WHERE campaign_state IN ('launched', 'running', 'paused') GROUP BY state`;

/** What is to be seen of campaigns from afar: how much is held, in doubt, sent or still to be sent. */
@Injectable()
export class CampaignGauges implements OnApplicationBootstrap, OnModuleDestroy {
  private forgets: (() => void)[] = [];

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.forgets = [
      observedGauge(DELIVERIES, async (gauge) => {
        for (const { state, n } of await this.database.query<{ state: string; n: number }>(BY_STATE)) gauge.set({ service: 'dispatch', state }, n);
      }),
      observedGauge(IN_DOUBT, async (gauge) => {
        const [row] = await this.database.query<{ n: number }>(DOUBTFUL);
        gauge.set({ service: 'dispatch' }, row?.n ?? 0);
      }),
      observedGauge(SCHEDULED, async (gauge) => {
        const [row] = await this.database.query<{ n: number }>("SELECT count(*)::int AS n FROM campaigns WHERE state = 'scheduled'");
        gauge.set({ service: 'dispatch' }, row?.n ?? 0);
      }),
    ];
  }

  onModuleDestroy(): void {
    for (const forget of this.forgets) forget();
  }
}
