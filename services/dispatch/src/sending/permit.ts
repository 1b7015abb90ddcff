import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import { Claims } from '../claims/claims.ts';
import { Lease } from '../claims/lease.ts';
import type { DispatchConfig } from '../config.ts';
import { Fence } from '../fences/fence.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';

/** While messages wait for a slow relay the fence is looked at again so often, in ms, … */
const LOOK_AGAIN = 500;
/** … and a look that is older than this does not count any more. */
const STALE = 1500;

/** Whether the deliveries of a claim may leave at this moment. */
export class Permit {
  private allowed: ReadonlySet<number> = new Set();
  private lookedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly fence: Fence, private readonly claim: Claim, private readonly lease: Lease) {}

  /** The claim is ours for long enough to begin with more. */
  get isOurs(): boolean {
    return this.lease.isHeld;
  }

  /** Takes a window of deliveries through the fence, in the transaction of what `first` writes, and watches over them until {@link close}. */
  async admit(window: readonly ClaimedDelivery[], first?: (tx: Transaction) => Promise<void>): Promise<ClaimedDelivery[]> {
    const begun = performance.now();
    const admitted = await this.fence.admit(this.claim, window, first);
    this.allowed = new Set(admitted.map(({ seq }) => seq));
    this.lookedAt = begun;
    this.timer = setInterval(() => void this.lookAgain(admitted), LOOK_AGAIN);
    return admitted;
  }

  close(): void {
    clearInterval(this.timer);
    this.allowed = new Set();
  }

  /** The claim has ended, or nobody looks after it any more. */
  end(): void {
    this.close();
    this.lease.end();
  }

  mayLeave({ seq }: ClaimedDelivery): boolean {
    return this.isOurs && performance.now() - this.lookedAt < STALE && this.allowed.has(seq);
  }

  private async lookAgain(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const [begun, timer] = [performance.now(), this.timer];
    const allowed = await this.fence.recheck(this.claim, deliveries).catch(() => undefined);
    // Where the database does not answer, the old look goes stale and nothing leaves.
    if (!allowed || timer !== this.timer) return;
    this.allowed = allowed;
    this.lookedAt = begun;
  }
}

@Injectable()
export class Permits {
  constructor(
    private readonly fence: Fence,
    private readonly claims: Claims,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  for(claim: Claim): Permit {
    return new Permit(this.fence, claim, new Lease(() => this.claims.renew(claim.fence), this.config.LEASE_MS));
  }
}
