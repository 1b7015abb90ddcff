import { Controller } from '@nestjs/common';
import { endpoint, givenMoment, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { lookedFor } from '../addresses/email-address.ts';
import { storable } from '../writing/contact-draft.ts';
import type { BehaviourDraft } from './behaviour-sieve.ts';
import { BehaviourService } from './behaviour.service.ts';

const EARLIEST = Date.UTC(1970, 0, 1);
/** How fast the clock of a producer may be, in ms. */
const CLOCK_SKEW = 5 * 60_000;
/** Sums of squares of larger values leave the range of a double. */
const LARGEST_VALUE = 1e12;

const NOBODY = { field: 'contact', message: 'there is no such contact; import it first' } as const;
const FOLDED = { field: 'occurredAt', message: 'of what the contact did then only totals are kept (BEHAVIOUR_KEEP_DAYS), which may count the event already; it is not taken' } as const;

const moment = givenMoment
  .refine((text) => Date.parse(text) >= EARLIEST, 'give a time after 1970')
  .refine((text) => Date.parse(text) <= Date.now() + CLOCK_SKEW, 'give a time that is not in the future');
const event = z.strictObject({
  eventId: z.string().min(1).max(200).refine((id) => storable(id) === id, 'has characters that cannot be kept'),
  contact: z.strictObject({ id: z.uuid().optional(), email: z.string().max(1000).optional(), externalId: z.string().max(200).optional() })
    .refine((contact) => Object.values(contact).some((value) => value !== undefined), 'give id, email or externalId'),
  type: z.string().min(1).max(100).refine((type) => storable(type) === type, 'has characters that cannot be kept'),
  occurredAt: moment,
  value: z.number().min(-LARGEST_VALUE).max(LARGEST_VALUE).nullish(),
  campaignId: z.uuid().nullish(),
});

const recordBehaviour = endpoint({
  method: 'POST', path: 'behaviour', scope: 'behaviour:write', status: 200,
  summary: 'Record up to 5,000 events of behaviour; the same event sent twice is counted once',
  description:
    'eventId is given by the producer, unique for ever. A value is money in the currency of the installation. campaignId names the campaign that ' +
    'is the cause; without it the event counts for every campaign in whose time it lies. Times may be at most five minutes ahead. Old events of which only totals are kept are not taken again.',
  body: z.strictObject({ events: z.array(event).min(1).max(5000) }),
  response: z.object({
    accepted: z.int(), duplicates: z.int(), rejected: z.array(z.object({ index: z.int(), field: z.string(), message: z.string() })),
  }),
});

interface Recorded {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly index: number; readonly field: string; readonly message: string }[];
}

@Controller()
export class BehaviourController {
  constructor(private readonly behaviour: BehaviourService) {}

  @Handles(recordBehaviour)
  async record(@Input() { body }: InputOf<typeof recordBehaviour>): Promise<Recorded> {
    const drafts = body.events.map(({ contact, value = null, campaignId = null, ...rest }): BehaviourDraft => ({
      ...rest, contact: { ...contact, email: contact.email === undefined ? undefined : lookedFor(contact.email) }, value, campaignId,
    }));
    const { accepted, duplicates, unknown, folded } = await this.behaviour.record(drafts);
    const rejected = [...unknown.map((index) => ({ index, ...NOBODY })), ...folded.map((index) => ({ index, ...FOLDED }))];
    return { accepted, duplicates, rejected: rejected.toSorted((one, other) => one.index - other.index) };
  }
}
