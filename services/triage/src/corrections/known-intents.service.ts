import { Injectable } from '@nestjs/common';
import type { Queryable } from '@widecast/database';
import { Invalid } from '@widecast/service-kit';
import { BOXED_INTENTS } from '@widecast/text';
import { NO_INTENT } from '../learning/label.ts';
import { IntentModel } from '../understanding/intent-model.ts';
import { INTENTS } from '../understanding/intents.ts';
import { nearNames } from './near-names.ts';

const LABELLED = 'SELECT FROM ticket_labels WHERE intent = $1 LIMIT 1';
const LABELS = 'SELECT DISTINCT intent FROM ticket_labels';

/** The intents that somebody knows: the model that serves, the boxed start, words, or people who have labelled tickets. */
@Injectable()
export class KnownIntents {
  constructor(private readonly model: IntentModel) {}

  /** Throws Invalid where nobody knows it: a slip would become an intent of its own in the next model. */
  async demand(database: Queryable, intent: string): Promise<void> {
    const near = await this.nearest(database, intent);
    if (!near) return;
    const meant = near.length === 0 ? '' : ` Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
    throw new Invalid(`No ticket and no model has the intent "${intent}".${meant}`, [
      { field: 'body.intent', message: `is new; say "newIntent": true (tickets correct --new) where it is to be an intent of its own${near.length === 0 ? '' : `, or take ${near.join(', ')}`}` },
    ]);
  }

  /** The known intents that are spelt alike; undefined where it is known itself. */
  async nearest(database: Queryable, intent: string): Promise<string[] | undefined> {
    const own = new Set<string>([NO_INTENT, ...INTENTS, ...BOXED_INTENTS, ...this.model.intents]);
    if (own.has(intent) || (await database.query(LABELLED, [intent])).length > 0) return undefined;
    const labels = await database.query<{ intent: string }>(LABELS);
    return nearNames(intent, new Set([...own, ...labels.map((label) => label.intent)]));
  }
}
