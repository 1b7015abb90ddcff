import { tier } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { storable } from './contact-draft.ts';

const text = (longest: number): z.ZodType<string, string> => z.string().max(longest).transform(storable);
const scalar = z.union([text(65_536), z.number(), z.boolean(), z.null()]);
const attributes = z.record(z.string().min(1).max(100).transform(storable), scalar).refine((record) => Object.keys(record).length <= 200, 'give at most 200');
const consent = z.strictObject({ granted: z.boolean(), source: text(200).pipe(z.string().min(1)), proof: text(2000).optional() });

const draft = z.strictObject({
  email: z.string().max(1000),
  externalId: text(200).pipe(z.string().min(1)).optional(),
  language: text(35).optional(),
  name: text(500).optional(),
  attributes: attributes.optional(),
  account: z.strictObject({ key: text(255).pipe(z.string().trim().min(1)).optional(), name: text(500).optional(), signals: attributes.optional() }).optional(),
  consent: consent.optional(),
});
export type ContactInput = z.infer<typeof draft>;

export const contactView = z.object({
  id: z.uuid(), email: z.string().nullable(), externalId: z.string().nullable(), name: z.string().nullable(), language: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()), advertisingConsent: z.boolean(), version: z.int(), createdAt: z.string(),
  accountId: z.uuid().nullable(), tier,
});
const consentView = z.object({ purpose: z.string(), granted: z.boolean(), source: z.string(), proof: z.string().nullable(), recordedAt: z.string() });
export const contactDetails = contactView.extend({
  account: z.object({ id: z.uuid(), key: z.string(), name: z.string().nullable(), tier, handedOff: z.boolean() }).nullable(),
  consents: z.array(consentView),
});
const one = z.object({ id: z.uuid() });

export const saveContacts = endpoint({
  method: 'POST', path: 'contacts', scope: 'contacts:write', status: 200, summary: 'Create or change up to 1,000 contacts, known by their address',
  description: 'What is not given stays as it is. A consent that was withdrawn is not granted again here; use POST contacts/:id/consents.',
  body: z.strictObject({ contacts: z.array(draft).min(1).max(1000) }),
  response: z.object({
    created: z.int(), updated: z.int(), unchanged: z.int(),
    rejected: z.array(z.object({ index: z.int(), field: z.string(), message: z.string() })),
  }),
});
export const listContacts = endpoint({
  method: 'GET', path: 'contacts', scope: 'contacts:read', summary: 'Find a contact by address or external id, or page through all in order of id',
  query: z.object({
    email: z.string().optional(), externalId: z.string().optional(), after: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  response: z.object({ contacts: z.array(contactView), after: z.uuid().nullable() }),
});
export const showContact = endpoint({
  method: 'GET', path: 'contacts/:id', scope: 'contacts:read', summary: 'One contact with account, tier and consents', params: one, response: contactDetails,
});
export const recordConsent = endpoint({
  method: 'POST', path: 'contacts/:id/consents', scope: 'contacts:write', summary: 'Record that a contact gave or withdrew a consent',
  params: one, body: consent.extend({ purpose: z.literal('advertising').default('advertising') }), response: contactDetails,
});
export const republishContacts = endpoint({
  method: 'POST', path: 'contacts/republish', scope: 'contacts:write', status: 202, summary: 'Tell the other services of all contacts again',
  response: z.object({ started: z.literal(true) }),
});
