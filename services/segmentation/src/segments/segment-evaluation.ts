import { Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { SegmentRefresher } from './segment-refresher.ts';
import { SegmentsRepository } from './segments.repository.ts';

const BATCH = 5000;

/**
 * Judges all contacts by a new or changed rule, a batch a transaction. How far it came stands in the segment, so that any
 * process can go on, several at a time too; contacts that change meanwhile are judged by their own change.
 */
@Injectable()
export class SegmentEvaluation {
  private readonly logger = new Logger(SegmentEvaluation.name);

  constructor(
    private readonly database: Database,
    private readonly segments: SegmentsRepository,
    private readonly refresher: SegmentRefresher,
  ) {}

  async complete(id: string): Promise<void> {
    for (;;) {
      const worked = await this.database.transaction((tx) => this.step(tx, id));
      if (!worked) return;
    }
  }

  /** What a killed process left. */
  async resume(): Promise<void> {
    for (const id of await this.segments.unfinished(this.database)) {
      this.logger.log({ msg: 'going on with the evaluation of a segment', segmentId: id });
      await this.complete(id);
    }
  }

  private async step(tx: Transaction, id: string): Promise<boolean> {
    const from = await this.segments.progress(tx, id);
    if (from === undefined) return false;
    const contactIds = await this.segments.contactsAfter(tx, from.evaluateAfter, BATCH);
    await this.refresher.refresh(tx, [{ contactIds, touches: (segment) => segment.id === id }]);
    const last = contactIds.length < BATCH ? null : (contactIds.at(-1) ?? null);
    await this.segments.noteProgress(tx, from, last);
    // Whoever else worked on it, or changed the rule, has left word in the segment.
    return true;
  }
}
