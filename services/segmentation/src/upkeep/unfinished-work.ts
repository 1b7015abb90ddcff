import { Injectable } from '@nestjs/common';
import { AccountFollowUp } from '../accounts/account-follow-up.ts';
import { ColleagueNews } from '../colleagues/colleague-news.ts';
import { SegmentEvaluation } from '../membership/segment-evaluation.ts';
import { AccountJoins } from '../joins/account-joins.ts';
import { SettlingService } from '../settling/settling.service.ts';
import { PolicyRollout } from '../policies/policy-rollout.ts';
import { SegmentRemoval } from '../segments/segment-removal.ts';

/** Goes on with what goes over several transactions, where a killed process left it. */
@Injectable()
export class UnfinishedWork {
  constructor(
    private readonly evaluation: SegmentEvaluation,
    private readonly removal: SegmentRemoval,
    private readonly accounts: AccountFollowUp,
    private readonly policies: PolicyRollout,
    private readonly settling: SettlingService,
    private readonly joins: AccountJoins,
    private readonly colleagues: ColleagueNews,
  ) {}

  async resume(): Promise<void> {
    await this.policies.resume();
    await this.joins.complete();
    await this.accounts.resume();
    await this.settling.complete();
    this.colleagues.wake();
    await this.evaluation.resume();
    await this.removal.resume();
  }
}
