import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG, NotFound } from '@widecast/service-kit';
import type { AnalyticsConfig } from '../config.ts';
import type { Measures } from './campaign-report.ts';
import { LARGEST_AMOUNT, type ArmCounts, type CampaignFacts, type CampaignFigures, type StateCount } from './figures.ts';

interface Group extends Omit<StateCount, 'state'>, Omit<ArmCounts, 'holdOut' | 'costPerMessage' | 'arm' | 'customers'> {
  /** Whether the row counts an arm; else it counts a state. */
  readonly isArm: boolean;
  readonly arm: string | null;
  /** Null while nothing is settled. */
  readonly state: string | null;
}

type Arm = Pick<ArmCounts, 'arm' | 'holdOut' | 'costPerMessage'>;

const NOTHING = { contacts: 0, sent: 0, visits: 0, conversions: 0, spend: 0, absurdValues: 0, spendSquares: 0 };

/** Counts what came of a campaign. */
@Injectable()
export class CampaignFiguresRepository {
  constructor(private readonly database: Database, @Inject(CONFIG) private readonly config: AnalyticsConfig) {}

  /** Throws {@link NotFound} while nothing is known of the launch. */
  async figures(campaignId: string, measures: Measures): Promise<CampaignFigures> {
    const campaign = await this.campaign(campaignId);
    const [known, groups] = await Promise.all([this.arms(campaignId), this.groups(campaign, measures)]);
    const counted = groups.filter(({ isArm }) => isArm);
    const named = counted.flatMap(({ arm }) => (arm === null || known.some((other) => other.arm === arm) ? [] : [{ arm, holdOut: false, costPerMessage: 0 }]));
    return {
      campaign,
      arms: [...known, ...named].map((arm) => countsOf(arm, counted)),
      states: groups.flatMap(({ isArm, state, contacts }) => (isArm || state === null ? [] : [{ state, contacts }])),
      withoutArm: counted.find(({ arm }) => arm === null)?.contacts ?? 0,
    };
  }

  private async campaign(campaignId: string): Promise<CampaignFacts> {
    const [found] = await this.database.query<CampaignFacts & { launchedAt: Date; countedUntil: Date }>(
      `SELECT campaign_id AS "campaignId", name, segment_id AS "segmentId", state, launched_at AS "launchedAt",
              launched_at + make_interval(days => $2) AS "countedUntil", selected, audience, left_out AS "leftOut"
       FROM campaigns WHERE campaign_id = $1 AND launched_at IS NOT NULL`,
      [campaignId, this.config.ATTRIBUTION_DAYS],
    );
    if (!found) throw new NotFound('launched campaign', campaignId);
    return { ...found, launchedAt: found.launchedAt.toISOString(), countedUntil: found.countedUntil.toISOString() };
  }

  private arms(campaignId: string): Promise<Arm[]> {
    return this.database.query<Arm>(
      `SELECT arm, hold_out AS "holdOut", least(cost_per_message, $2)::float8 AS "costPerMessage"
       FROM campaign_arms WHERE campaign_id = $1 ORDER BY position`,
      [campaignId, LARGEST_AMOUNT],
    );
  }

  /** One statement, so that arms and states are counted at the same moment. Sums are exact: the order of events leaves no rounding. */
  private groups({ campaignId, launchedAt, countedUntil }: CampaignFacts, { visit, conversion }: Measures): Promise<Group[]> {
    return this.database.query<Group>(
      `WITH deeds AS (
         SELECT contact_id, bool_or(type = $2) AS visited, bool_or(type = $3) AS converted,
                coalesce(sum(value) FILTER (WHERE type = $3 AND abs(value) <= $6), 0) AS spend,
                count(*) FILTER (WHERE type = $3 AND abs(value) > $6) AS absurd
         FROM campaign_contacts c JOIN behaviours b USING (contact_id)
         WHERE c.campaign_id = $1 AND type IN ($2, $3) AND occurred_at >= $4 AND occurred_at < $5
           AND coalesce(b.campaign_id, $1) = $1
         GROUP BY contact_id
       )
       SELECT grouping(arm) = 0 AS "isArm", arm, state, count(*)::int AS contacts,
              count(*) FILTER (WHERE state = 'accepted')::int AS sent,
              count(*) FILTER (WHERE visited)::int AS visits, count(*) FILTER (WHERE converted)::int AS conversions,
              coalesce(sum(spend), 0)::float8 AS spend,
              coalesce(sum(absurd), 0)::int AS "absurdValues",
              coalesce(sum(spend * spend), 0)::float8 AS "spendSquares"
       FROM campaign_contacts LEFT JOIN deeds USING (contact_id)
       WHERE campaign_id = $1
       GROUP BY GROUPING SETS ((arm), (state))
       ORDER BY arm, state`,
      [campaignId, visit, conversion, launchedAt, countedUntil, LARGEST_AMOUNT],
    );
  }
}

function countsOf(arm: Arm, groups: readonly Group[]): ArmCounts {
  const { contacts, sent, visits, conversions, spend, absurdValues, spendSquares } = groups.find((group) => group.arm === arm.arm) ?? NOTHING;
  return { ...arm, customers: contacts, sent, visits, conversions, spend, absurdValues, spendSquares };
}
