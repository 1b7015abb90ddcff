import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { Fence } from '../fences/fence.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';

/** While messages wait for a slow relay the fence is looked at again so often, in ms, … */
const LOOK_AGAIN = 500;
/** … and a look that is older than this does not count any more. */
const STALE = 1500;
/** Time that is kept back from the lease to write outcomes, as a share of it. */
const RESERVE = 0.25;

/** Whether the deliveries of a claim may leave at this moment. */
export class Permit {
  private readonly until: number;
  private allowed: ReadonlySet<number> = new Set();
  private lookedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly fence: Fence, private readonly claim: Claim, lease: number) {
    // A monotonic clock: the lease began in the database before we knew of it.
    this.until = performance.now() + lease * (1 - RESERVE);
  }

  /** The lease lasts long enough to begin with more. */
  get hasTime(): boolean {
    return performance.now() < this.until;
  }

  /** Takes a window of deliveries through the fence and watches over them until {@link end}. */
  async admit(window: readonly ClaimedDelivery[]): Promise<ClaimedDelivery[]> {
    const begun = performance.now();
    const admitted = await this.fence.admit(this.claim, window);
    this.allowed = new Set(admitted.map(({ seq }) => seq));
    this.lookedAt = begun;
    this.timer = setInterval(() => void this.lookAgain(admitted), LOOK_AGAIN);
    return admitted;
  }

  end(): void {
    clearInterval(this.timer);
    this.allowed = new Set();
  }

  mayLeave({ seq }: ClaimedDelivery): boolean {
    return this.hasTime && performance.now() - this.lookedAt < STALE && this.allowed.has(seq);
  }

  private async lookAgain(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const begun = performance.now();
    const allowed = await this.fence.recheck(this.claim, deliveries).catch(() => undefined);
    // Where the database does not answer, the old look goes stale and nothing leaves.
    if (!allowed) return;
    this.allowed = allowed;
    this.lookedAt = begun;
  }
}

@Injectable()
export class Permits {
  constructor(
    private readonly fence: Fence,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  for(claim: Claim): Permit {
    return new Permit(this.fence, claim, this.config.LEASE_MS);
  }
}
