import { consentPurpose } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { storable } from '../writing/contact-draft.ts';

const one = z.object({ id: z.uuid() });
const text = (longest: number): z.ZodType<string, string> => z.string().min(1).max(longest).transform(storable);

const record = z.object({
  at: z.string(), purpose: consentPurpose, what: z.enum(['asked', 'reminded', 'given', 'withdrawn']), source: z.string(), channel: z.string().nullable(),
  wording: z.string().nullable(), proof: z.string().nullable(), actor: z.string().nullable(),
});
const request = z.object({
  id: z.uuid(), contactId: z.uuid(), purpose: consentPurpose, wording: z.string().nullable(), source: z.string(), templateId: z.uuid(),
  askedAt: z.date(), expiresAt: z.date(), remindedAt: z.date().nullable(), confirmedAt: z.date().nullable(),
  open: z.boolean().describe('Whether it can still be confirmed'),
});

export const showLedger = endpoint({
  method: 'GET', path: 'contacts/:id/consents', scope: 'contacts:read', summary: 'What a contact agreed to: the state of each purpose, and every record as evidence',
  params: one,
  response: z.object({
    contactId: z.uuid(), email: z.string().nullable(),
    states: z.array(z.object({ purpose: consentPurpose, state: z.enum(['never_asked', 'pending', 'given', 'withdrawn']), since: z.string().nullable() })),
    records: z.array(record),
  }),
});
export const proveConsents = endpoint({
  method: 'GET', path: 'contacts/:id/consents/proof', scope: 'contacts:read', summary: 'The records of a contact as a CSV file, for whoever asks for a proof',
  params: one, produces: 'text/csv', response: z.string(),
});
export const askConsent = endpoint({
  method: 'POST', path: 'contacts/:id/consent-requests', scope: 'contacts:write', summary: 'Ask a contact to confirm a consent by a link (double opt-in)',
  description:
    'A message of this transactional template is sent to him; it must use {{ confirm_url }}. The link leads to a page with a button, and only the button gives the consent. ' +
    'While a request is open, asking again gives that request and sends nothing. There is one reminder at most: by itself after remindAfterHours, or by POST consent-requests/:id/reminder.',
  params: one,
  body: z.strictObject({
    purpose: consentPurpose.default('advertising'), templateId: z.uuid(), source: text(200), wording: text(200).optional(),
    expiresInHours: z.int().min(24).max(24 * 90).default(24 * 7), remindAfterHours: z.int().min(1).max(24 * 90).optional(),
  }).refine(({ expiresInHours, remindAfterHours }) => (remindAfterHours ?? 0) < expiresInHours, { path: ['remindAfterHours'], message: 'remind before the link expires' }),
  response: request,
});
export const showRequest = endpoint({
  method: 'GET', path: 'consent-requests/:id', scope: 'contacts:read', summary: 'One request for a consent', params: one, response: request,
});
export const remindOfConsent = endpoint({
  method: 'POST', path: 'consent-requests/:id/reminder', scope: 'contacts:write', status: 200, summary: 'Send the one reminder of a request that is open', params: one, response: request,
});
