import { Injectable, Logger } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CampaignRunService } from '../campaigns/campaign-run.service.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import type { Outcome } from './outcomes.ts';
import { doubtful, firstAnswersIn, refusedAtFirst, turnedAway, type FirstAnswer } from './turned-away.ts';

/** First answers of a campaign that are remembered. */
const REMEMBERED = 100;
/** Campaigns of which they are. */
const CAMPAIGNS = 1000;

/** What is not the last word about those who were refused for ever. */
export interface Together {
  /** Refused together with nearly all others, so that a person has to look. */
  readonly turnedAway: ReadonlySet<ClaimedDelivery>;
  /** Perhaps so. */
  readonly doubtful: ReadonlySet<ClaimedDelivery>;
}

const NOBODY: Together = { turnedAway: new Set(), doubtful: new Set() };

/** Sees where nearly everybody of a campaign is refused for ever, also where a throttle lets only a few leave at a time. */
@Injectable()
export class Refusals {
  private readonly logger = new Logger('refusals');
  private readonly answers = new Map<string, readonly FirstAnswer[]>();
  /** When campaigns were paused: what was claimed before is of the same mistake. */
  private readonly pausedAt = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly runs: CampaignRunService,
  ) {}

  /** Those of the outcomes whose refusal does not count. */
  among(claim: Claim, outcomes: readonly Outcome[]): Together {
    if (claim.kind !== 'campaign') return NOBODY;
    if (this.isOfBefore(claim)) return { ...NOBODY, turnedAway: new Set(refusedAtFirst(outcomes)) };
    const before = this.answers.get(claim.sourceId);
    return { turnedAway: turnedAway(outcomes, before), doubtful: doubtful(outcomes, before) };
  }

  /** After the outcomes were written: pauses the campaign where any were turned away. */
  note(claim: Claim, outcomes: readonly Outcome[], { turnedAway: away }: Together): void {
    const { kind, sourceId } = claim;
    if (kind !== 'campaign' || this.isOfBefore(claim)) return;
    if (away.size > 0) {
      // When a person has looked it is judged anew.
      this.answers.delete(sourceId);
      void this.pause(sourceId, away.size);
      return;
    }
    const before = this.answers.get(sourceId) ?? [];
    if (before.length === 0 && this.answers.size >= CAMPAIGNS) this.answers.clear();
    this.answers.set(sourceId, [...before, ...firstAnswersIn(outcomes)].slice(-REMEMBERED));
  }

  private isOfBefore({ sourceId, takenAt }: Claim): boolean {
    return takenAt < (this.pausedAt.get(sourceId) ?? -Infinity);
  }

  /** Before more is refused. Where it fails, the next refusals do it. */
  private async pause(campaignId: string, deliveries: number): Promise<void> {
    if (this.pausedAt.size >= CAMPAIGNS) this.pausedAt.clear();
    this.pausedAt.set(campaignId, performance.now());
    this.logger.warn({ msg: 'nearly everything of a campaign was refused for ever, so it is paused', campaignId, deliveries });
    await this.database.transaction((tx) => this.runs.stall(tx, campaignId, 'refused'))
      .then(() => this.pausedAt.set(campaignId, performance.now()))
      .catch((error: unknown) => this.logger.warn({ msg: 'the campaign could not be paused', campaignId, error }));
  }
}
