import { Injectable } from '@nestjs/common';
import type { Queryable } from '@widecast/database';
import { CompiledPolicy, PRESETS, type TierPolicy } from '@widecast/tiers';

const CHOICE = `hashtext('widecast tier policy')`;

/** Until the transaction ends no other policy is chosen. To be called before a policy is held. */
export const keepPolicy = (db: Queryable): Promise<unknown> => db.query(`SELECT pg_advisory_xact_lock_shared(${CHOICE})`);

/** Waits for who judges by the policy that holds: a roll-out does not see accounts that are not committed yet. */
export const changePolicy = (db: Queryable): Promise<unknown> => db.query(`SELECT pg_advisory_xact_lock(${CHOICE})`);

/** The policy by which accounts are judged now; without one that was chosen it is the international one. */
@Injectable()
export class ActivePolicy {
  private compiled = new CompiledPolicy(PRESETS.international);

  /** As it is in this transaction: another process may have chosen another a moment ago, and none is chosen until it ends. */
  async in(tx: Queryable): Promise<CompiledPolicy> {
    await keepPolicy(tx);
    const [row] = await tx.query<{ version: string }>('SELECT version FROM tier_policies WHERE chosen');
    const version = row?.version ?? PRESETS.international.version;
    if (version !== this.compiled.policy.version) this.compiled = await this.load(tx, version);
    return this.compiled;
  }

  private async load(tx: Queryable, version: string): Promise<CompiledPolicy> {
    const [row] = await tx.query<{ policy: TierPolicy }>('SELECT policy FROM tier_policies WHERE version = $1', [version]);
    return new CompiledPolicy(row?.policy ?? PRESETS.international);
  }
}
