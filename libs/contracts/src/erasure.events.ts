import { z } from 'zod';
import { defineEvent, type EventContract, type PayloadOf } from './event.ts';
import { moment } from './words.ts';

/**
 * All that is known of a person is to be removed or made anonymous. Every service confirms it; it is asked again until all
 * have, and later for what came late, so that each must do it any number of times.
 */
export const contactErasureRequested = defineEvent({
  topic: 'segmentation.contact-erasure-requested.v1',
  // An address is in it.
  retention: { kind: 'facts', days: 7 },
  keyOf: (payload) => payload.contactId,
  schema: z.object({
    erasureId: z.uuid(),
    contactId: z.uuid(),
    /** Above every version that was told of the contact. */
    version: z.int(),
    /** Null where it is forgotten already. */
    email: z.string().nullable(),
    at: moment,
  }),
});
export type ContactErasureRequested = PayloadOf<typeof contactErasureRequested>;

const erased = z.object({
  erasureId: z.uuid(),
  contactId: z.uuid(),
  /** How many rows were removed or made anonymous, by what they were. */
  removed: z.record(z.string(), z.int().min(0)),
  at: moment,
});

/** A service holds nothing of the person any more. */
export function contactErasedBy(service: string): EventContract<typeof erased> {
  return defineEvent({ topic: `${service}.contact-erased.v1`, retention: { kind: 'facts', days: 30 }, keyOf: (payload) => payload.contactId, schema: erased });
}
export type ContactErased = z.infer<typeof erased>;
