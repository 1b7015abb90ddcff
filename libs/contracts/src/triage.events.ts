import { z } from 'zod';
import { defineEvent, type PayloadOf } from './event.ts';
import { moment } from './words.ts';

/** The customer is about to leave; to buy. */
const signals = z.partialRecord(z.enum(['churn', 'purchase']), z.number());

export const ticketOpened = defineEvent({
  topic: 'triage.ticket-opened.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => payload.ticketId,
  schema: z.object({
    ticketId: z.uuid(),
    /** Null while nobody is known under the sender's address. */
    contactId: z.uuid().nullable(),
    channel: z.enum(['mail', 'api', 'bot', 'form']),
    language: z.string(),
    intent: z.string(),
    urgency: z.enum(['low', 'normal', 'high']),
    complaint: z.boolean(),
    queue: z.string(),
    /** Signals that are likelier than not, with their probabilities. */
    signals: signals.optional(),
    at: moment,
  }),
});
export type TicketOpened = PayloadOf<typeof ticketOpened>;

/** A ticket is known otherwise than before: closed, reopened, linked to a contact, understood anew. The whole of it, as it is now. */
export const ticketChanged = defineEvent({
  topic: 'triage.ticket-changed.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => payload.ticketId,
  schema: z.object({
    ticketId: z.uuid(),
    /** Grows with every change; the opening is 1. A lower one is older news. */
    version: z.int(),
    contactId: z.uuid().nullable(),
    state: z.enum(['open', 'closed']),
    language: z.string(),
    intent: z.string(),
    urgency: z.enum(['low', 'normal', 'high']),
    complaint: z.boolean(),
    queue: z.string(),
    /** Signals that are likelier than not, with their probabilities. */
    signals: signals.optional(),
    at: moment,
  }),
});
export type TicketChanged = PayloadOf<typeof ticketChanged>;

/** While a contact has an open complaint, promotions to him are held. */
export const contactHoldChanged = defineEvent({
  topic: 'triage.contact-hold-changed.v1',
  retention: { kind: 'state' },
  keyOf: (payload) => payload.contactId,
  schema: z.object({
    contactId: z.uuid(),
    version: z.int(),
    held: z.boolean(),
    /** Open complaints of the contact; held while there is one. */
    openComplaints: z.int(),
    at: moment,
  }),
});
export type ContactHoldChanged = PayloadOf<typeof contactHoldChanged>;

/** Triage asks dispatch to send an answer to a ticket, as a transactional message of the same ledger. */
export const replyRequested = defineEvent({
  topic: 'triage.reply-requested.v1',
  retention: { kind: 'facts', days: 3 },
  keyOf: (payload) => payload.ticketId,
  schema: z.object({
    replyId: z.uuid(),
    ticketId: z.uuid(),
    /** Who is answered: a known contact, or else the id that triage gave to the requester. */
    contactId: z.uuid(),
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    /** Carries the signed token by which an answer finds its ticket. */
    messageId: z.string(),
    replyTo: z.string(),
    inReplyTo: z.string().nullable(),
    references: z.array(z.string()),
    /** Written by a rule, not by a person: marked as such (RFC 3834). */
    automatic: z.boolean(),
  }),
});
export type ReplyRequested = PayloadOf<typeof replyRequested>;

/** A promise about a ticket is soon due, or was broken. */
export const ticketPromiseAlerted = defineEvent({
  topic: 'triage.ticket-promise-alerted.v1',
  retention: { kind: 'facts', days: 30 },
  keyOf: (payload) => payload.ticketId,
  schema: z.object({
    ticketId: z.uuid(),
    promise: z.enum(['first-answer', 'next-answer', 'resolution']),
    policy: z.string(),
    stage: z.enum(['warning', 'broken']),
    /** When it is, or was, due. */
    dueAt: moment,
    at: moment,
  }),
});
export type TicketPromiseAlerted = PayloadOf<typeof ticketPromiseAlerted>;
