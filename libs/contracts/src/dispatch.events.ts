import { z } from 'zod';
import { defineEvent, type PayloadOf } from './event.ts';
import { bucket, deliveryState, messageSource, moment } from './words.ts';

/** A campaign begins; segmentation answers by freezing its audience. */
export const campaignLaunched = defineEvent({
  topic: 'dispatch.campaign-launched.v1',
  retention: { kind: 'facts', days: 90 },
  keyOf: (payload) => payload.campaignId,
  schema: z.object({
    campaignId: z.uuid(),
    name: z.string(),
    segmentId: z.uuid(),
    launchedAt: moment,
    arms: z.array(z.object({ name: z.string(), holdOut: z.boolean(), costPerMessage: z.number().min(0) })).min(1),
    /** Names of the contact and account attributes that the templates use; they come with the recipients. */
    fields: z.array(z.string()),
  }),
});
export type CampaignLaunched = PayloadOf<typeof campaignLaunched>;

/** A part of a frozen audience has not come: segmentation publishes it again, with the same contacts. */
export const audienceChunksRequested = defineEvent({
  topic: 'dispatch.audience-chunks-requested.v1',
  retention: { kind: 'facts', days: 7 },
  keyOf: (payload) => payload.campaignId,
  schema: z.object({
    campaignId: z.uuid(),
    /** Which chunks; null where not even their count is known. The count is told again in any case. */
    numbers: z.array(z.int().min(0)).max(10_000).nullable(),
    at: moment,
  }),
});
export type AudienceChunksRequested = PayloadOf<typeof audienceChunksRequested>;

export const campaignStateChanged = defineEvent({
  topic: 'dispatch.campaign-state-changed.v1',
  retention: { kind: 'state' },
  keyOf: (payload) => payload.campaignId,
  schema: z.object({
    campaignId: z.uuid(),
    version: z.int(),
    state: z.enum(['draft', 'scheduled', 'launched', 'running', 'paused', 'finished', 'cancelled']),
    reason: z.string().nullable(),
    at: moment,
    /** The name, and the segment whose members it goes to. */
    name: z.string().optional(),
    segmentId: z.uuid().optional(),
  }),
});
export type CampaignStateChanged = PayloadOf<typeof campaignStateChanged>;

/** Contacts of an audience got their arms: the denominators of every rate, whatever becomes of the messages. */
export const deliveriesAssigned = defineEvent({
  topic: 'dispatch.deliveries-assigned.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    bucket,
    source: messageSource,
    assignments: z.array(z.object({ contactId: z.uuid(), arm: z.string().nullable() })),
  }),
});
export type DeliveriesAssigned = PayloadOf<typeof deliveriesAssigned>;

/** What became of deliveries: each reached a state in which it may stay. A later version replaces an earlier one. */
export const deliveriesSettled = defineEvent({
  topic: 'dispatch.deliveries-settled.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    bucket,
    source: messageSource,
    outcomes: z.array(
      z.object({
        contactId: z.uuid(),
        /** The arm of the campaign; null where there are none. */
        arm: z.string().nullable(),
        state: deliveryState,
        reason: z.string().nullable(),
        version: z.int(),
        at: moment,
      }),
    ),
  }),
});
export type DeliveriesSettled = PayloadOf<typeof deliveriesSettled>;

/** A person used the unsubscribe link or button of a message. Segmentation records it as a withdrawn consent. */
export const contactUnsubscribed = defineEvent({
  topic: 'dispatch.contact-unsubscribed.v1',
  retention: { kind: 'facts', days: 90 },
  keyOf: (payload) => payload.contactId,
  schema: z.object({ contactId: z.uuid(), source: messageSource, at: moment }),
});
export type ContactUnsubscribed = PayloadOf<typeof contactUnsubscribed>;

/** Who gets no more promotions, and who does again: addresses and contacts. Told whole on request, so that projections can be rebuilt. */
export const suppressionsChanged = defineEvent({
  topic: 'dispatch.suppressions-changed.v1',
  // Addresses are in it.
  retention: { kind: 'facts', days: 7 },
  // All in one order: that everything was told again is true of what lies before it.
  keyOf: () => 'suppressions',
  schema: z.object({
    changes: z.array(
      z.object({
        /** In small letters; of an address, or else of a contact. */
        email: z.string().nullable(),
        contactId: z.uuid().nullable(),
        /** Null: it is lifted. */
        reason: z.string().nullable(),
        /** Grows with every change of one address or contact; a lower one is older news. */
        version: z.int(),
      }),
    ).max(1000),
    /** Every suppression that there is has been told in or after this version: what is known of older ones is lifted. */
    completeFrom: z.int().optional(),
  }),
});
export type SuppressionsChanged = PayloadOf<typeof suppressionsChanged>;

/** What was done with messages: links followed, images loaded. Who or what did it is a guess; no event of a machine counts as a person's. */
export const responsesObserved = defineEvent({
  topic: 'dispatch.responses-observed.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    bucket,
    responses: z.array(
      z.object({
        responseId: z.uuid(),
        contactId: z.uuid(),
        source: messageSource,
        kind: z.enum(['clicked', 'opened']),
        by: z.enum(['person', 'machine', 'unknown']),
        /** Where the link leads; null for an opened message. */
        destination: z.string().nullable(),
        at: moment,
      }),
    ),
  }),
});
export type ResponsesObserved = PayloadOf<typeof responsesObserved>;

/** A program asked for one transactional message to a contact; segmentation answers with his address and fields. */
export const recipientRequested = defineEvent({
  topic: 'dispatch.recipient-requested.v1',
  retention: { kind: 'facts', days: 7 },
  keyOf: (payload) => payload.contactId,
  schema: z.object({ source: messageSource, templateId: z.uuid(), contactId: z.uuid(), fields: z.array(z.string()) }),
});
export type RecipientRequested = PayloadOf<typeof recipientRequested>;
