import { deliveryState, mergeFields } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { addressText } from '../addresses/address-text.ts';
import { nextPage, pageQuery } from '../paging/page.ts';

const EXAMPLE = { id: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f71', templateId: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f60', key: 'receipt of order 4711' };

const addressee = z.union([
  z.strictObject({ contactId: z.uuid() }),
  z.strictObject({ email: addressText }),
], { error: 'must be {"contactId": a UUID} or {"email": an address like name@example.com}, one of the two' });

const newMessage = z.strictObject({
  idempotencyKey: z.string().trim().min(1).max(200).describe('The same key is the same message, however often it is sent'),
  templateId: z.uuid().describe('A transactional template'),
  to: addressee.describe('A contact, or an address'),
  fields: mergeFields.default({}).describe('Merge fields; for a contact they come before his own'),
  inDoubt: z.enum(['left', 'sent_again']).default('sent_again').describe('What is done where nobody knows whether it has arrived'),
  timeToLiveSeconds: z.int().min(1).max(31_536_000).nullable().default(null).describe('What has not left so long after the request, because a relay says no for now or cannot be used, becomes expired; a code that is good for ten minutes needs 600'),
}).meta({
  examples: [{ idempotencyKey: EXAMPLE.key, templateId: EXAMPLE.templateId, to: { email: 'ann@acme.example' }, fields: { name: 'Ann', total: '49.00' } }],
});

const message = z.object({
  id: z.uuid(), idempotencyKey: z.string(), templateId: z.uuid(), contactId: z.uuid().nullable(), email: z.string().nullable(),
  state: z.enum([...deliveryState.options, 'awaiting_address']).describe('Of its row in the ledger; awaiting_address before there is one'),
  reason: z.string().nullable(), attempt: z.int().min(0), mark: z.string().nullable().describe('possible_duplicate or possibly_lost, for ever'),
  expiresAt: z.date().nullable(), requestedBy: z.string(), createdAt: z.date(), updatedAt: z.date(),
}).meta({
  examples: [{
    id: EXAMPLE.id, idempotencyKey: EXAMPLE.key, templateId: EXAMPLE.templateId, contactId: null, email: 'ann@acme.example', state: 'accepted', reason: null,
    attempt: 1, mark: null, expiresAt: null, requestedBy: 'shop', createdAt: '2026-11-24T09:30:00.000Z', updatedAt: '2026-11-24T09:30:00.400Z',
  }],
});

export const sendMessage = endpoint({
  method: 'POST', path: 'messages', scope: 'messages:send', status: 202, summary: 'Send one transactional message to one contact or address',
  description: 'Ahead of campaigns, on the same ledger. The same key again answers with the message as it is now; with another content it is a conflict. ' +
    'Needs the right messages:send. A broken address is suppressed, an unsubscribed one is not: it is no promotion.',
  body: newMessage, response: message,
});
export const listMessages = endpoint({
  method: 'GET', path: 'messages', scope: 'messages:read', summary: 'Transactional messages and what became of them, the newest first', query: pageQuery,
  response: z.object({ messages: z.array(message), next: nextPage }),
});
export const showMessage = endpoint({
  method: 'GET', path: 'messages/:id', scope: 'messages:read', summary: 'What became of one transactional message', params: z.object({ id: z.uuid() }), response: message,
});
