import { z } from 'zod';
import { defineEvent, type EventContract } from './event.ts';
import { moment } from './words.ts';

export const deadLetterSchema = z.object({
  id: z.uuid(),
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  reason: z.enum(['contract-violation', 'retries-exhausted', 'skipped']),
  error: z.string(),
  at: moment,
});

/** Tells that a consumer of `service` could not digest a record. The record itself stays in the service's dead letters. */
export function deadLettersOf(service: string): EventContract<typeof deadLetterSchema> {
  return defineEvent({
    topic: `${service}.dead-letters.v1`,
    retention: { kind: 'facts', days: 90 },
    keyOf: (payload) => payload.id,
    schema: deadLetterSchema,
  });
}
