import { Injectable, Logger } from '@nestjs/common';
import { Database, type Queryable, type Transaction } from '@widecast/database';
import { lineOf } from './segment-order.ts';
import { SegmentRefresher } from './segment-refresher.ts';
import { SegmentRegistry } from './segment-registry.ts';

interface Progress {
  readonly ruleVersion: number;
  readonly evaluateAfter: string;
}

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
    private readonly registry: SegmentRegistry,
    private readonly refresher: SegmentRefresher,
  ) {}

  async complete(id: string): Promise<void> {
    while (await this.database.transaction((tx) => this.step(tx, id))) { /* batch by batch */ }
  }

  /** The segment and all that it looks at, these first. */
  async completeLine(id: string): Promise<void> {
    for (const segment of lineOf(id, await this.registry.known(this.database))) if (segment.unfinished) await this.complete(segment.id);
  }

  /** What a killed process left. */
  async resume(): Promise<void> {
    for (const { id } of (await this.registry.known(this.database)).filter(({ unfinished }) => unfinished)) {
      this.logger.log({ msg: 'going on with the evaluation of a segment', segmentId: id });
      await this.complete(id);
    }
  }

  private async step(tx: Transaction, id: string): Promise<boolean> {
    const from = await progressOf(tx, id);
    if (!from) return false;
    const contactIds = await contactsAfter(tx, from.evaluateAfter);
    await this.refresher.refresh(tx, [{ contactIds, touches: (segment) => segment.id === id }]);
    // Whoever else worked on it, or changed the rule, has left word in the segment.
    await tx.query('UPDATE segments SET evaluate_after = $4 WHERE id = $1 AND rule_version = $2 AND evaluate_after = $3', [
      id, from.ruleVersion, from.evaluateAfter, contactIds.length < BATCH ? null : contactIds.at(-1),
    ]);
    return true;
  }
}

/** Undefined when it is complete or the segment is gone. */
async function progressOf(db: Queryable, id: string): Promise<Progress | undefined> {
  const [row] = await db.query<Progress>(
    'SELECT rule_version AS "ruleVersion", evaluate_after AS "evaluateAfter" FROM segments WHERE id = $1 AND evaluate_after IS NOT NULL',
    [id],
  );
  return row;
}

async function contactsAfter(db: Queryable, id: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>('SELECT id FROM contacts WHERE id > $1 ORDER BY id LIMIT $2', [id, BATCH]);
  return rows.map(({ id: contactId }) => contactId);
}
