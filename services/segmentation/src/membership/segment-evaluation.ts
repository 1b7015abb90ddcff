import { Injectable, Logger } from '@nestjs/common';
import { Database, type Queryable, type Transaction } from '@widecast/database';
import type { Rule } from '@widecast/rules';
import { CandidatesRepository } from './candidates.repository.ts';
import { segmentTouched } from './contact-change.ts';
import { SegmentJudge } from './segment-judge.ts';
import { lineOf } from './segment-order.ts';
import { SegmentRegistry } from './segment-registry.ts';

class RuleChanged extends Error {}

interface Progress {
  readonly rule: Rule;
  readonly ruleVersion: number;
  /** `asked`: nobody has looked yet; `found`: those whose membership is to change are written down. */
  readonly evaluation: 'asked' | 'found';
}

/**
 * Judges all contacts by a new or changed rule: one look at everything finds those whose membership differs, and these are
 * judged again and moved, a batch a transaction. Any process goes on where another stopped; contacts that change meanwhile
 * are judged by their own change.
 */
@Injectable()
export class SegmentEvaluation {
  private readonly logger = new Logger(SegmentEvaluation.name);

  constructor(
    private readonly database: Database,
    private readonly registry: SegmentRegistry,
    private readonly candidates: CandidatesRepository,
    private readonly judge: SegmentJudge,
  ) {}

  async complete(id: string): Promise<void> {
    while (await this.stepOrAgain(id)) { /* batch by batch */ }
  }

  /** The segment and all that it looks at, these first. */
  async completeLine(id: string): Promise<void> {
    for (const segment of lineOf(id, await this.registry.known(this.database))) if (segment.unfinished) await this.complete(segment.id);
  }

  /** Judges all contacts once more; nobody moves where all is right. */
  async recount(id: string): Promise<void> {
    await this.database.query(`UPDATE segments SET evaluation = 'asked' WHERE id = $1 AND evaluation IS NULL AND removed_at IS NULL`, [id]);
    await this.complete(id);
  }

  /** What a killed process left. */
  async resume(): Promise<void> {
    for (const { id } of (await this.registry.known(this.database)).filter(({ unfinished }) => unfinished)) {
      this.logger.log({ msg: 'going on with the evaluation of a segment', segmentId: id });
      await this.complete(id);
    }
  }

  private async stepOrAgain(id: string): Promise<boolean> {
    try {
      return await this.database.transaction((tx) => this.step(tx, id));
    } catch (error) {
      if (!(error instanceof RuleChanged)) throw error;
      return true;
    }
  }

  private async step(tx: Transaction, id: string): Promise<boolean> {
    const progress = await progressOf(tx, id);
    if (!progress) return false;
    if (progress.evaluation === 'asked') return this.look(tx, id, progress);
    const contactIds = await this.candidates.take(tx, id);
    if (contactIds) await this.judge.judge(tx, [{ contactIds, touches: segmentTouched(id) }]);
    else await tx.query(`UPDATE segments SET evaluation = NULL WHERE id = $1 AND rule_version = $2 AND evaluation = 'found'`, [id, progress.ruleVersion]);
    return true;
  }

  /** Nothing is locked during the look. What it found is rolled back where the rule changed meanwhile: others may have found theirs by the new one already. */
  private async look(tx: Transaction, id: string, { rule, ruleVersion }: Progress): Promise<true> {
    await this.candidates.find(tx, id, rule);
    const rows = await tx.query(`UPDATE segments SET evaluation = 'found' WHERE id = $1 AND rule_version = $2 RETURNING id`, [id, ruleVersion]);
    if (rows.length === 0) throw new RuleChanged();
    return true;
  }
}

/** Undefined when it is complete or the segment is gone. */
async function progressOf(db: Queryable, id: string): Promise<Progress | undefined> {
  const [row] = await db.query<Progress>(
    'SELECT rule, rule_version AS "ruleVersion", evaluation FROM segments WHERE id = $1 AND evaluation IS NOT NULL',
    [id],
  );
  return row;
}
