import { z } from 'zod';
import { promiseView } from '../sla/sla.endpoints.ts';
import { answerOf, LETTER_SIGNALS, type SignalOdds } from '@widecast/text';
import type { TicketMessageEntity } from './ticket-message.entity.ts';
import { CHANNELS, type TicketEntity } from './ticket.entity.ts';

const names = z.array(z.string()).readonly();

export const ticketView = z.object({
  id: z.uuid(), number: z.int(), state: z.enum(['open', 'closed']), queue: z.string(), intent: z.string(), urgency: z.string(), language: z.string(),
  complaint: z.boolean(), channel: z.enum(CHANNELS), version: z.int(), subject: z.string(), from: z.string(), name: z.string().nullable(),
  mergedInto: z.uuid().nullable().describe('The ticket that it has become a part of'), splitFrom: z.uuid().nullable(), follows: z.uuid().nullable().describe('The closed ticket that it goes on from'),
  signals: z.record(z.enum(LETTER_SIGNALS), z.object({ answer: z.enum(['yes', 'no', 'unknown']), probability: z.number().nullable().describe('Null where the text is not understood') }))
    .describe('What the customer\'s messages tell'),
  entities: z.object({ emails: names, phones: names, inns: names, orders: names, invoices: names }).partial().describe('What the first message names'),
  tags: z.array(z.string()), owner: z.enum(['person', 'bot']), assignee: z.string().nullable(), confidence: z.number(),
  botId: z.uuid().nullable(), conversation: z.string().nullable().describe('What the bot calls it'),
  contactId: z.uuid().nullable(), requesterId: z.uuid(), openedAt: z.string(), changedAt: z.string(), closedAt: z.string().nullable(),
});
export type TicketView = z.infer<typeof ticketView>;

export const messageView = z.object({
  id: z.uuid(), direction: z.enum(['in', 'out']), automatic: z.boolean(), text: z.string(), fullText: z.string(), messageId: z.string().nullable(), at: z.string(),
  attachments: z.array(z.object({ name: z.string().nullable(), type: z.string(), bytes: z.int(), digest: z.string().nullable().describe('GET /v1/tickets/{id}/attachments/{digest}; null where the file was not kept') })),
  html: z.string().nullable().describe('What a mail looked like, without anything that could be executed or loaded'),
});
export type MessageView = z.infer<typeof messageView>;

export const ticketWithStory = ticketView.extend({
  routing: z.unknown().describe('Why it is where it is: the version of the rules, the occasion, and the rules that applied with what they did'),
  messages: z.array(messageView).describe('The newest ones, the oldest of them first'), older: z.int().describe('How many messages stand before these'), promises: z.array(promiseView) });
export type TicketWithStory = z.infer<typeof ticketWithStory>;

export const viewOf = ({ number, email, openedAt, changedAt, closedAt, routing: _routing, assignedAt: _assignedAt, domainTier: _domainTier, signals, ...ticket }: TicketEntity): TicketView => ({
  ...ticket, number: Number(number), from: email, signals: answersOf(signals),
  openedAt: openedAt.toISOString(), changedAt: changedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null,
});

function answersOf(odds: SignalOdds): TicketView['signals'] {
  const answers = LETTER_SIGNALS.map((signal) => [signal, { answer: answerOf(odds[signal]), probability: odds[signal] ?? null }]);
  return Object.fromEntries(answers) as TicketView['signals'];
}

export const messageViewOf = ({ id, direction, automatic, text, fullText, messageId, attachments, html, at }: TicketMessageEntity): MessageView =>
  ({ id, direction, automatic, text, fullText, messageId, attachments, html, at: at.toISOString() });
