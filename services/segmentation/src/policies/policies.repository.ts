import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import type { TierPolicy } from '@widecast/tiers';
import { changePolicy, keepPolicy } from '../tiers/active-policy.ts';

export interface StoredPolicy {
  readonly version: string;
  readonly policy: TierPolicy;
  readonly chosen: boolean;
  readonly wasChosen: boolean;
  /** Accounts above this id are to be judged by it yet, or were when another one was chosen; null: none is. */
  readonly rolledAfter: string | null;
  readonly judged: number;
  readonly moved: number;
}

const STORED = `SELECT version, policy, chosen, chosen_at IS NOT NULL AS "wasChosen", rolled_after AS "rolledAfter", rolled_out AS judged, moved FROM tier_policies`;
const FROM_THE_FIRST = '00000000-0000-0000-0000-000000000000';

/** The table tier_policies. */
@Injectable()
export class PoliciesRepository {
  all(queryable: Queryable): Promise<StoredPolicy[]> {
    return queryable.query(`${STORED} ORDER BY created_at, version`);
  }

  async named(queryable: Queryable, version: string): Promise<StoredPolicy | undefined> {
    const [row] = await queryable.query<StoredPolicy>(`${STORED} WHERE version = $1`, [version]);
    return row;
  }

  /** Says whether it was new. */
  async add(tx: Transaction, policy: TierPolicy): Promise<boolean> {
    const rows = await tx.query('INSERT INTO tier_policies (version, policy) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING version', [policy.version, JSON.stringify(policy)]);
    return rows.length > 0;
  }

  async choose(tx: Transaction, version: string): Promise<void> {
    await changePolicy(tx);
    await tx.query('UPDATE tier_policies SET chosen = false WHERE chosen AND version <> $1', [version]);
    await tx.query(
      `UPDATE tier_policies SET chosen = true, chosen_at = now(), rolled_after = $2, rolled_out = 0, moved = 0 WHERE version = $1 AND NOT chosen`, [version, FROM_THE_FIRST],
    );
  }

  /** The roll-out that is under way, held; undefined where none is, or where another process goes on with it and that is not waited for. */
  async underWay(tx: Transaction, lock: 'FOR UPDATE' | 'FOR UPDATE SKIP LOCKED'): Promise<{ version: string; after: string } | undefined> {
    await keepPolicy(tx);
    const [row] = await tx.query<{ version: string; after: string }>(
      `SELECT version, rolled_after AS after FROM tier_policies WHERE chosen AND rolled_after IS NOT NULL ${lock}`);
    return row;
  }

  async noteProgress(tx: Transaction, version: string, { after, judged, moved }: { after: string | null; judged: number; moved: number }): Promise<void> {
    await tx.query('UPDATE tier_policies SET rolled_after = $2, rolled_out = rolled_out + $3, moved = moved + $4 WHERE version = $1', [version, after, judged, moved]);
  }
}
