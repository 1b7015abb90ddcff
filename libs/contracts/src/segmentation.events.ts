import { z } from 'zod';
import { defineEvent, type PayloadOf } from './event.ts';
import { bucket, leftOutReason, marketPlace, mergeFields, messageSource, moment, recipient, tier, trackingConsent } from './words.ts';

/** Contacts that were created or changed; carries what others may need of them. Republished whole on request. */
export const contactsChanged = defineEvent({
  topic: 'segmentation.contacts-changed.v1',
  retention: { kind: 'facts', days: 7 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    bucket,
    contacts: z.array(
      z.object({
        contactId: z.uuid(),
        /** Grows with every change of the contact; a lower one is older news. */
        version: z.int(),
        email: z.string().nullable(),
        accountId: z.uuid().nullable(),
        tier,
        /** Whether mass messages may reach the contact's account at all, by its tier and the policy. */
        massTreatment: z.boolean(),
        /** The account of the upper tiers at whose domain he has his address, where a list gives him another account; else absent or null. */
        companyId: z.uuid().nullable().optional(),
        /** A valid consent to advertising exists. */
        advertisingConsent: z.boolean(),
        trackingConsent,
        /** Where he belongs in the market; null: he is gone; absent where the producer is of an older version. */
        market: marketPlace.nullable().optional(),
      }),
    ),
  }),
});
export type ContactsChanged = PayloadOf<typeof contactsChanged>;

export const segmentMembersChanged = defineEvent({
  topic: 'segmentation.segment-members-changed.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    segmentId: z.uuid(),
    bucket,
    /** Grows with every evaluation that changed this segment. */
    revision: z.int(),
    entered: z.array(z.uuid()),
    left: z.array(z.uuid()),
  }),
});
export type SegmentMembersChanged = PayloadOf<typeof segmentMembersChanged>;

/** Answers a request: some of the members of a segment. Whoever comes or goes meanwhile is told as a change, before or after. */
export const segmentMembersListed = defineEvent({
  topic: 'segmentation.segment-members-listed.v1',
  retention: { kind: 'facts', days: 7 },
  keyOf: (payload) => payload.segmentId,
  schema: z.object({
    segmentId: z.uuid(),
    contactIds: z.array(z.uuid()).max(5000),
    /** The list is complete with this part. */
    last: z.boolean(),
  }),
});
export type SegmentMembersListed = PayloadOf<typeof segmentMembersListed>;

/** The audience of a campaign is counted and frozen; `chunks` numbered chunks carry it. */
export const audienceFrozen = defineEvent({
  topic: 'segmentation.audience-frozen.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => payload.campaignId,
  schema: z.object({
    campaignId: z.uuid(),
    segmentId: z.uuid(),
    /** Contacts that the segment selected: audience + everybody left out. */
    selected: z.int(),
    leftOut: z.partialRecord(leftOutReason, z.int()),
    audience: z.int(),
    chunks: z.int(),
    frozenAt: moment,
  }),
});
export type AudienceFrozen = PayloadOf<typeof audienceFrozen>;

/** There is no audience to freeze: the campaign cannot go on until a person mends it. */
export const audienceRefused = defineEvent({
  topic: 'segmentation.audience-refused.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => payload.campaignId,
  schema: z.object({ campaignId: z.uuid(), segmentId: z.uuid(), reason: z.enum(['unknown_segment']), at: moment }),
});
export type AudienceRefused = PayloadOf<typeof audienceRefused>;

export const audienceChunkPrepared = defineEvent({
  topic: 'segmentation.audience-chunk-prepared.v1',
  retention: { kind: 'facts', days: 3 },
  keyOf: (payload) => `${payload.campaignId}/${payload.number}`,
  schema: z.object({
    campaignId: z.uuid(),
    /** 0 … chunks - 1 */
    number: z.int().min(0),
    recipients: z.array(recipient).max(1000),
  }),
});
export type AudienceChunkPrepared = PayloadOf<typeof audienceChunkPrepared>;

/** Answers a funnel's request for messages: who may be reached, with fields; who may not, and why. */
export const recipientsResolved = defineEvent({
  topic: 'segmentation.recipients-resolved.v1',
  retention: { kind: 'facts', days: 3 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    bucket,
    source: messageSource,
    templateId: z.uuid(),
    recipients: z.array(recipient),
    refused: z.array(z.object({ contactId: z.uuid(), reason: z.enum([...leftOutReason.options, 'unknown_contact']) })),
  }),
});
export type RecipientsResolved = PayloadOf<typeof recipientsResolved>;

export const behaviourRecorded = defineEvent({
  topic: 'segmentation.behaviour-recorded.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    bucket,
    events: z.array(
      z.object({
        /** Unique per event for ever, given by the producer; a second one with the same id is the same event. */
        eventId: z.string().min(1).max(200),
        contactId: z.uuid(),
        type: z.string().min(1).max(100),
        occurredAt: moment,
        /** Money for purchases, in the installation's currency; null where the event has no value. */
        value: z.number().nullable(),
        /** The campaign that the producer names as the cause; absent where he names none. */
        campaignId: z.uuid().optional(),
      }),
    ),
  }),
});
export type BehaviourRecorded = PayloadOf<typeof behaviourRecorded>;

/** An account crossed between mass treatment and account-based sales. */
export const accountHandOffChanged = defineEvent({
  topic: 'segmentation.account-hand-off-changed.v1',
  retention: { kind: 'state' },
  keyOf: (payload) => payload.accountId,
  schema: z.object({
    accountId: z.uuid(),
    version: z.int(),
    handedOff: z.boolean(),
    tier,
    confidence: z.number().min(0).max(1),
    contacts: z.int(),
    at: moment,
    /** What it is called. */
    key: z.string().optional(),
    name: z.string().nullable().optional(),
    /**
     * Registered domains that are its own as far as is known now; who writes from one of them, or from a host below it, is most likely of this
     * account. Domains that many strangers share (free mail, hosts) are never among them.
     */
    domains: z.array(z.string()).optional(),
    /** How it was judged until now. */
    before: z.object({ tier, confidence: z.number().min(0).max(1) }).optional(),
  }),
});
export type AccountHandOffChanged = PayloadOf<typeof accountHandOffChanged>;

/** A contact is to confirm a consent by a link (double opt-in): dispatch sends the message that has it, as a transactional one. */
export const consentMessageRequested = defineEvent({
  topic: 'segmentation.consent-message-requested.v1',
  retention: { kind: 'facts', days: 3 },
  keyOf: (payload) => payload.contactId,
  schema: z.object({
    /** Of the request for consent; it has one message and at most one reminder. */
    requestId: z.uuid(),
    reminder: z.boolean(),
    contactId: z.uuid(),
    templateId: z.uuid(),
    /** `confirm_url` is the link. */
    fields: mergeFields,
    at: moment,
  }),
});
export type ConsentMessageRequested = PayloadOf<typeof consentMessageRequested>;
