import { z } from 'zod';
import { defineEvent, type PayloadOf } from './event.ts';
import { bucket, moment } from './words.ts';

/** A message step of a funnel was reached; segmentation resolves who may be reached, dispatch sends. */
export const messagesRequested = defineEvent({
  topic: 'funnels.messages-requested.v1',
  retention: { kind: 'facts', days: 7 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    bucket,
    funnelId: z.uuid(),
    funnelVersion: z.int(),
    step: z.string(),
    templateId: z.uuid(),
    fields: z.array(z.string()),
    contactIds: z.array(z.uuid()),
  }),
});
export type MessagesRequested = PayloadOf<typeof messagesRequested>;

/** A funnel names a segment of which funnels knew nothing: who is in it has to be told once; from then on they follow its changes. */
export const segmentMembersRequested = defineEvent({
  topic: 'funnels.segment-members-requested.v1',
  retention: { kind: 'facts', days: 7 },
  keyOf: (payload) => payload.segmentId,
  schema: z.object({ segmentId: z.uuid(), at: moment }),
});
export type SegmentMembersRequested = PayloadOf<typeof segmentMembersRequested>;

/** Whether a funnel moves; what a stopped one has asked for and is not sent yet is not sent any more. */
export const funnelStateChanged = defineEvent({
  topic: 'funnels.funnel-state-changed.v1',
  retention: { kind: 'state' },
  keyOf: (payload) => payload.funnelId,
  schema: z.object({
    funnelId: z.uuid(),
    version: z.int(),
    state: z.enum(['active', 'stopped']),
    at: moment,
    name: z.string().optional(),
    /** Those that contacts enter from, and those that contacts in progress entered from. */
    segmentIds: z.array(z.uuid()).optional(),
  }),
});
export type FunnelStateChanged = PayloadOf<typeof funnelStateChanged>;

export const contactsAdvanced = defineEvent({
  topic: 'funnels.contacts-advanced.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => `b${payload.bucket}`,
  schema: z.object({
    bucket,
    funnelId: z.uuid(),
    moves: z.array(
      z.object({
        contactId: z.uuid(),
        /** The step that the contact stands at now. */
        step: z.string(),
        state: z.enum(['active', 'goal', 'exited', 'completed']),
        version: z.int(),
        at: moment,
      }),
    ),
  }),
});
export type ContactsAdvanced = PayloadOf<typeof contactsAdvanced>;
