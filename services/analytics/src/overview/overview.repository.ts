import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';

export interface Totals {
  readonly campaigns: number;
  readonly messages: number;
  readonly contactsReached: number;
  readonly behaviours: number;
  readonly tickets: number;
  readonly complaints: number;
  readonly inFunnels: number;
}

@Injectable()
export class OverviewRepository {
  constructor(private readonly database: Database) {}

  async totals(): Promise<Totals> {
    const [totals] = await this.database.query<Totals>(
      `SELECT (SELECT count(*)::int FROM campaigns WHERE launched_at IS NOT NULL) AS campaigns,
              (SELECT count(*)::int FROM campaign_contacts WHERE state = 'accepted') AS messages,
              (SELECT count(DISTINCT contact_id)::int FROM campaign_contacts WHERE state = 'accepted') AS "contactsReached",
              (SELECT count(*)::int FROM behaviours) AS behaviours,
              (SELECT count(opened_at)::int FROM tickets) AS tickets,
              (SELECT count(*)::int FROM tickets WHERE complaint AND opened_at IS NOT NULL) AS complaints,
              (SELECT count(*)::int FROM funnel_contacts WHERE state = 'active') AS "inFunnels"`,
    );
    if (!totals) throw new Error('A SELECT without FROM gives one row');
    return totals;
  }
}
