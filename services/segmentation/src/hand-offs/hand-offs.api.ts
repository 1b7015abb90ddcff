import { tier } from '@widecast/contracts';
import { comingMoment, endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { accountView } from '../accounts/accounts.api.ts';

export const handOffState = z.enum(['open', 'accepted', 'snoozed']);
export type HandOffState = z.infer<typeof handOffState>;

const one = z.object({ id: z.uuid() });
export const handOffView = accountView.extend({
  state: handOffState, since: z.string(), until: z.string().nullable(), person: z.string().nullable(), note: z.string().nullable(),
});
export type HandOffView = z.infer<typeof handOffView>;

const pastVerdict = z.object({
  tier, confidence: z.number(), upper: z.number(), massTreatment: z.boolean(), evidence: accountView.shape.evidence, policyVersion: z.string(), judgedAt: z.string(),
});
export type PastVerdict = z.infer<typeof pastVerdict>;

export const handOffFile = handOffView.extend({
  people: z.array(z.object({ id: z.uuid(), email: z.string().nullable(), name: z.string().nullable(), advertisingConsent: z.boolean() })).describe('At most 100'),
  history: z.array(z.object({ type: z.string(), times: z.int(), value: z.number().nullable(), last: z.string() })).describe('What its people did, by kind'),
  tickets: z.array(z.object({ id: z.uuid(), contactId: z.uuid(), intent: z.string(), urgency: z.string(), complaint: z.boolean(), since: z.string() })).describe('Open ones'),
  past: z.array(pastVerdict),
});
export type HandOffFile = z.infer<typeof handOffFile>;

const contestedOnly = z.stringbool().optional().describe('true: those that would be small by a figure that fell far below what was told before; false: the others');
export const listHandOffs = endpoint({
  method: 'GET', path: 'hand-offs', scope: 'contacts:read', summary: 'The account-based list: accounts that left mass treatment, in order of id',
  query: z.object({ state: handOffState.optional(), contested: contestedOnly, after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  response: z.object({ handOffs: z.array(handOffView), after: z.uuid().nullable() }),
});
export const showHandOff = endpoint({
  method: 'GET', path: 'hand-offs/:id', scope: 'contacts:read', summary: 'The file of an account that was handed over: people, what they did, why it is there, how it was judged before',
  params: one, response: handOffFile,
});

const note = z.string().max(2000).optional();
export const exportHandOffs = endpoint({
  method: 'GET', path: 'hand-offs/export', scope: 'contacts:read', summary: 'The account-based list as CSV for a CRM; cells that a spreadsheet would take for a formula are escaped',
  query: z.object({ state: handOffState.optional(), contested: contestedOnly }), produces: 'text/csv', response: z.string(),
});
const webhook = z.object({ url: z.string(), createdAt: z.date(), waiting: z.int(), refused: z.int(), fault: z.string().nullable() });
export type HandOffWebhook = z.infer<typeof webhook>;
export const putWebhook = endpoint({
  method: 'PUT', path: 'hand-offs/webhook', scope: 'operations:write', status: 200, summary: 'Tell a program of each account that is handed over or comes back',
  description: 'A POST of JSON {id, handedOff, account} with the file of the account, signed as Standard Webhooks say. 2xx takes it; it is tried again, under the same id, for 408, 425, 429, 5xx and no answer; what another answer refused is told again when the webhook is set again. ' +
    'Only https and public addresses. The secret is in this answer only.',
  body: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) }), response: webhook.extend({ secret: z.string() }),
});
export const showWebhook = endpoint({ method: 'GET', path: 'hand-offs/webhook', scope: 'contacts:read', summary: 'The program that is told of hand-offs, and what waits for it', response: webhook });
export const removeWebhook = endpoint({ method: 'DELETE', path: 'hand-offs/webhook', scope: 'operations:write', status: 204, summary: 'Tell no program of hand-offs any more' });

export const acceptHandOff = endpoint({
  method: 'POST', path: 'hand-offs/:id/accept', scope: 'contacts:write', status: 200, summary: 'Take an account over into account-based sales',
  params: one, body: z.strictObject({ note }), response: handOffView,
});
export const snoozeHandOff = endpoint({
  method: 'POST', path: 'hand-offs/:id/snooze', scope: 'contacts:write', status: 200, summary: 'Look at it later; mass messages reach it as little as before',
  params: one, body: z.strictObject({ until: comingMoment, note }), response: handOffView,
});
export const returnHandOff = endpoint({
  method: 'POST', path: 'hand-offs/:id/return', scope: 'contacts:write', status: 200, summary: 'Give it back: a person knows that it is small, and so it stays whatever the signals say',
  params: one, body: z.strictObject({ tier: z.enum(['SOHO', 'SMB']).default('SMB'), note }), response: accountView,
});
export const giveTier = endpoint({
  method: 'PUT', path: 'accounts/:id/tier', scope: 'contacts:write', status: 200, summary: 'Say by hand which tier an account has, or with null leave it to the policy again',
  params: one, body: z.strictObject({ tier: tier.exclude(['UNKNOWN']).nullable(), note }), response: accountView,
});
export const listVerdicts = endpoint({
  method: 'GET', path: 'accounts/:id/verdicts', scope: 'contacts:read', summary: 'How an account was judged over time, newest first: tier, policy and evidence of each verdict until another tier or treatment followed',
  params: one, response: z.object({ verdicts: z.array(pastVerdict) }),
});
