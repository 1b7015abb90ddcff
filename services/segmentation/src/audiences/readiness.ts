import { Injectable } from '@nestjs/common';
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
  ) {}

  /** Returns when all accounts are judged by the policy that is chosen, and what was written before is settled and judged by the rule of the segment. */
  async of(segmentId: string): Promise<void> {
    await this.policies.complete();
    await this.settling.complete();
    await this.evaluation.completeLine(segmentId);
  }
}
