import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { normalAddress } from '../contacts/address.ts';
import { oneLine, storable } from '../mail/read-mail.ts';
import { ANY } from './seen.ts';
import { messageView, ticketView, ticketWithStory } from './ticket.view.ts';

const one = z.object({ id: z.uuid() });
export const address = z.string().max(320).transform((text, context) => {
  const known = normalAddress(text);
  if (known !== undefined) return known;
  context.addIssue({ code: 'custom', message: 'must be an e-mail address, like ann@example.com' });
  return z.NEVER;
});
const words = (limit: number): z.ZodType<string> => z.string().max(limit).refine((text) => oneLine(text) !== '', 'must not be empty');

const key = (thing: string): z.ZodOptional<z.ZodString> => z.string().trim().min(1).max(200).optional().describe(`The same key is the same ${thing}, however often it is sent: what got no answer may be sent again`);

export const openTicket = endpoint({
  method: 'POST', path: 'tickets', scope: 'tickets:write', summary: 'Open a ticket, as a form or a bot does',
  description: 'The address is acknowledged by mail at most once in 24 hours.',
  body: z.strictObject({ from: address, name: z.string().max(200).optional(), subject: words(500), text: words(100_000), idempotencyKey: key('ticket') }),
  response: ticketView,
});
export const listTickets = endpoint({
  method: 'GET', path: 'tickets', scope: 'tickets:read', summary: 'Tickets, newest first',
  query: z.object({
    state: z.enum(['open', 'closed']).optional(), queue: z.string().max(100).transform((text) => storable(text)).optional(), complaint: z.stringbool().optional(),
    from: address.optional().describe('Of one customer'), assignee: z.string().max(100).transform((text) => storable(text)).optional().describe('Of one agent'),
    after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ tickets: z.array(ticketView) }),
});
/** Messages that are shown with a ticket. */
export const MOST_SHOWN = 200;
export const showTicket = endpoint({
  method: 'GET', path: 'tickets/:id', scope: 'tickets:read', summary: 'One ticket with its messages and what is promised about it', params: one,
  description: `Of more than ${MOST_SHOWN} messages it has the newest, and \`older\` says how many stand before them.`, response: ticketWithStory,
});
export const listMessages = endpoint({
  method: 'GET', path: 'tickets/:id/messages', scope: 'tickets:read', summary: 'Messages of a ticket, page by page from the newest on; each page has the oldest first', params: one,
  query: z.object({ before: z.uuid().optional().describe('The first message of the page after'), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  response: z.object({ messages: z.array(messageView), older: z.int().describe('How many stand before these') }),
});
/** What was read before something is done. */
const seen = z.union([z.uuid(), z.literal(ANY)], `must be the id of a message, or "${ANY}"`);

export const replyToTicket = endpoint({
  method: 'POST', path: 'tickets/:id/replies', scope: 'tickets:write', summary: 'Answer a ticket by mail', params: one,
  description: 'The answer is 409 where somebody wrote or answered after the message that was `seen`: two people do not answer at once, and nobody answers what he has not read.',
  body: z.strictObject({
    text: words(100_000).optional(), macro: z.string().max(100).optional().describe('The name of a ready answer, instead of a text'),
    seen: seen.optional().describe('The id of the newest message that the writer has read; "any": he answers whatever has come since. A person must say it, a bot may'),
    idempotencyKey: key('answer'),
    as: z.enum(['person', 'bot']).default('person').describe('A bot answers only what it owns'),
  }).refine(({ text, macro }) => (text === undefined) !== (macro === undefined), 'must have either a text or a macro'), response: z.object({ id: z.uuid() }),
});
export const handOverTicket = endpoint({
  method: 'POST', path: 'tickets/:id/hand-over', scope: 'tickets:write', status: 200, summary: 'Give a conversation to a bot or to a person', params: one,
  description: 'It has one owner at a time. With a person it goes to its queue; a bot takes it from its agent.',
  body: z.strictObject({ to: z.enum(['person', 'bot']) }), response: ticketView,
});
export const closeTicket = endpoint({
  method: 'POST', path: 'tickets/:id/close', scope: 'tickets:write', status: 200, summary: 'Close a ticket', params: one,
  description: 'With `seen`, the answer is 409 where somebody wrote after that message: nobody closes what he has not read.', body: z.strictObject({ seen: seen.optional() }),
  response: ticketView,
});
export const reopenTicket = endpoint({
  method: 'POST', path: 'tickets/:id/reopen', scope: 'tickets:write', status: 200, summary: 'Open a closed ticket again', params: one, response: ticketView,
});
