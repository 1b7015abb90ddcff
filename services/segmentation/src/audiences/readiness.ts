import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { SegmentEvaluation } from '../membership/segment-evaluation.ts';
import { PolicyRollout } from '../policies/policy-rollout.ts';
import { SettlingService } from '../settling/settling.service.ts';

/** What is still to be done before it can be said who may be reached. */
@Injectable()
export class Readiness {
  constructor(
    private readonly policies: PolicyRollout,
    private readonly settling: SettlingService,
    private readonly evaluation: SegmentEvaluation,
    private readonly database: Database,
  ) {}

  /** Returns when all accounts are judged by the policy that is chosen, and what was written before is settled and judged by the rule of the segment. */
  async of(segmentId: string): Promise<void> {
    await this.policies.complete();
    await this.settling.complete();
    await this.evaluation.completeLine(segmentId);
  }

  /** The first thing that is still to be done, in words; null where nothing is. */
  async waitsFor(segmentId: string): Promise<string | null> {
    const [left] = await this.database.query<Left>(LEFT, [segmentId]);
    if (!left) return null;
    const { policy, accounts, contacts, toJoin, rule } = left;
    if (policy !== null) return `${accounts} accounts are to be judged by the tier policy ${policy}, which was chosen before the launch: tier-policies list shows how far it is`;
    if (contacts > 0) return `${contacts} contacts of lists are to be settled`;
    if (toJoin > 0) return `${toJoin} accounts are to be joined with others of their companies`;
    return rule ? 'contacts are to be judged by the rule of the segment' : null;
  }
}

interface Left {
  readonly policy: string | null;
  readonly accounts: number;
  readonly contacts: number;
  readonly toJoin: number;
  readonly rule: boolean;
}

const LEFT = `
  SELECT p.version AS policy, CASE WHEN p.version IS NULL THEN 0 ELSE (SELECT count(*)::int FROM accounts WHERE id > p.rolled_after) END AS accounts,
    (SELECT coalesce(sum(contacts), 0)::int FROM unsettled_contacts) AS contacts, (SELECT coalesce(sum(cardinality(account_ids)), 0)::int FROM accounts_to_join) AS "toJoin",
    EXISTS (SELECT FROM segments WHERE id = $1 AND evaluation IS NOT NULL) AS rule
  FROM (SELECT) one LEFT JOIN tier_policies p ON p.chosen AND p.rolled_after IS NOT NULL`;
