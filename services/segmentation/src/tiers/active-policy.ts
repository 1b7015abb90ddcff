import { Injectable } from '@nestjs/common';
import type { Queryable } from '@widecast/database';
import { CompiledPolicy, PRESETS, type TierPolicy } from '@widecast/tiers';

/** The policy by which accounts are judged now; without one that was chosen it is the international one. */
@Injectable()
export class ActivePolicy {
  private compiled = new CompiledPolicy(PRESETS.international);

  /** As it is in this transaction: another process may have chosen another a moment ago. */
  async in(tx: Queryable): Promise<CompiledPolicy> {
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
