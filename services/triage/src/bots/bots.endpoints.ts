import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { oneLine, storable } from '../mail/read-mail.ts';
import { address } from '../tickets/tickets.endpoints.ts';

const one = z.object({ id: z.uuid() });
const name = z.string().trim().min(1).max(100);

const given = {
  name, url: z.string().max(2000).nullable().default(null).describe('Where it is told of its conversations, by https; null: nowhere'),
  begins: z.enum(['person', 'bot']).default('person').describe('Who has a new conversation of it'),
};
export const botView = z.object({ id: z.uuid(), name, url: z.string().nullable(), begins: z.enum(['person', 'bot']), fault: z.string().nullable(), createdAt: z.date() });
const callView = z.object({
  id: z.uuid(), botId: z.uuid(), bot: z.string(), ticketId: z.uuid(), type: z.string(), state: z.enum(['pending', 'dead']), attempts: z.int(), error: z.string().nullable(), nextAt: z.date(), createdAt: z.date(),
});

export const addBot = endpoint({
  method: 'POST', path: 'tickets/bots', scope: 'operations:write', summary: 'Add a bot: a program that talks with customers, or is told of tickets',
  description: 'It says what customers write with POST /v1/bot-messages/{id}. It is told with a POST of JSON {type, at, conversation, ticket, message?, rule?}: message.sent, ticket.closed, ticket.reopened, ' +
    'ticket.handed-over, and ticket.matched by rules. Both ways are signed with its secret as Standard Webhooks say. 2xx takes it; 408, 425, 429 and 5xx are tried again, for some ten hours; the rest are dead letters.',
  body: z.strictObject(given), response: botView.extend({ secret: z.string().describe('In this answer only') }),
});
export const listBots = endpoint({ method: 'GET', path: 'tickets/bots', scope: 'tickets:read', summary: 'Bots by name', response: z.object({ bots: z.array(botView) }) });
export const removeBot = endpoint({ method: 'DELETE', path: 'tickets/bots/:id', scope: 'operations:write', status: 204, summary: 'Remove a bot; its conversations stay', params: one });
export const listBotCalls = endpoint({
  method: 'GET', path: 'tickets/bots/calls', scope: 'tickets:read', summary: 'Calls of bots that wait, or that no bot took (dead letters), newest first',
  query: z.object({ state: z.enum(['pending', 'dead']).default('dead'), after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  response: z.object({ calls: z.array(callView) }),
});
export const replayBotCalls = endpoint({
  method: 'POST', path: 'tickets/bots/:id/replay', scope: 'operations:write', status: 200, summary: 'Call a bot again with its dead letters', params: one,
  body: z.strictObject({ call: z.uuid().optional().describe('This one only') }), response: z.object({ replayed: z.int() }),
});

export const botMessage = z.strictObject({
  conversation: z.string().trim().min(1).max(200).transform((text) => oneLine(text, 200)).describe('What keeps messages together, like the number of a chat'),
  text: z.string().max(100_000).transform((text) => storable(text)).refine((text) => oneLine(text) !== '', 'must not be empty'),
  subject: z.string().max(500).optional().describe('Of a new conversation; else the beginning of the text'),
  from: z.strictObject({ name: z.string().max(200).optional(), email: address.optional() }).default({}).describe('The address only where the bot knows that it is the customer\'s'),
});
export const sayAsCustomer = endpoint({
  method: 'POST', path: 'bot-messages/:id', scope: 'public', status: 200, summary: 'What a customer wrote to a bot: opens a conversation, or goes on with it',
  description: 'Signed as Standard Webhooks say (webhook-id, webhook-timestamp, webhook-signature) with the secret of the bot; no API key. The same message under the same webhook-id again changes nothing, another one is refused (409), as is what is older than five minutes (401).',
  params: one, body: botMessage, response: z.object({ outcome: z.enum(['opened', 'appended', 'duplicate']), ticketId: z.uuid().nullable() }),
});
