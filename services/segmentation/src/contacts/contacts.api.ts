import { tier } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { bandOf, sizeSignalOf } from '../tiers/size-signals.ts';
import { OTHER_PURPOSES, storable } from '../writing/contact-draft.ts';

const text = (longest: number): z.ZodType<string, string> => z.string().max(longest).transform(storable);
const scalar = z.union([text(65_536), z.number(), z.boolean(), z.null()], 'must be a text of at most 65,536 characters, a number, true, false or null');
const named = <Value extends z.ZodType>(value: Value): z.ZodRecord<z.ZodType<string, string>, Value> =>
  z.record(z.string().min(1).max(100).transform(storable), value).refine((record) => Object.keys(record).length <= 200, 'give at most 200');
const signals = named(scalar).superRefine((record, context) => {
  for (const [name, value] of Object.entries(record)) {
    const signal = sizeSignalOf(name);
    if (signal !== null && signal !== name) context.addIssue({ code: 'custom', path: [name], message: `write "${signal}"` });
    else if (signal !== null && value !== null && typeof value !== 'number' && !(signal === 'employees' && bandOf(String(value)))) context.addIssue({ code: 'custom', path: [name], message: 'give a number, of employees also a band like 51-200 or 10001+; the tier hangs on it' });
  }
});
const texts = z.array(text(500).pipe(z.string().min(1))).max(100);
const attributes = named(z.union([scalar, texts], 'must be a text of at most 65,536 characters, a number, true, false or null, or a list of at most 100 texts of 1 to 500 characters'));
const consent = z.strictObject({ granted: z.boolean(), source: text(200).pipe(z.string().min(1)), proof: text(2000).optional() });

export const contactInput = z.strictObject({
  email: z.string().max(1000),
  externalId: text(200).pipe(z.string().min(1)).optional(),
  language: text(35).optional(),
  name: text(500).optional(),
  attributes: attributes.optional(),
  account: z.strictObject({ key: text(255).pipe(z.string().trim().min(1)).optional(), name: text(500).optional(), signals: signals.optional() }).optional(),
  consent: consent.optional().describe('To advertising'),
  consents: z.array(consent.extend({ purpose: z.enum(OTHER_PURPOSES) })).max(2).optional().describe('To the processing of personal data, and to tracking'),
});
export type ContactInput = z.infer<typeof contactInput>;

export const contactView = z.object({
  id: z.uuid(), email: z.string().nullable(), externalId: z.string().nullable(), name: z.string().nullable(), language: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()), advertisingConsent: z.boolean(), version: z.int(), createdAt: z.string(),
  accountId: z.uuid().nullable(), tier,
});
const consentView = z.object({
  purpose: z.string(), granted: z.boolean(), source: z.string(), proof: z.string().nullable(), channel: z.string().nullable(), wording: z.string().nullable(),
  actor: z.string().nullable(), recordedAt: z.string(),
});
export const contactDetails = contactView.extend({
  account: z.object({ id: z.uuid(), key: z.string(), name: z.string().nullable(), tier, handedOff: z.boolean() }).nullable(),
  consents: z.array(consentView),
  suppressed: z.string().nullable().describe('Why no promotion is sent to him, whatever he agreed to: unsubscribed, broken_address, or what was given with a suppression by hand'),
});
const one = z.object({ id: z.uuid() });

export const saveContacts = endpoint({
  method: 'POST', path: 'contacts', scope: 'contacts:write', status: 200, summary: 'Create or change up to 1,000 contacts, known by their address',
  description:
    'What is not given stays as it is. A consent that was withdrawn is not granted again here; use POST contacts/:id/consents. ' +
    'The signals employees, revenue, seats and spend of an account are numbers, employees also a band like 51-200: its tier hangs on them. ' +
    'Heard as well: revenue_currency or currency, legal_form, industry, tax_id, domain, parent (the key of another account), and the attribute title of contacts.',
  body: z.strictObject({ contacts: z.array(contactInput).min(1).max(1000) }),
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
export const forgetContact = endpoint({
  method: 'DELETE', path: 'contacts/:id', scope: 'contacts:write', status: 204, summary: 'Remove a contact, with his consents and behaviour; a person who asks to be erased everywhere: POST /v1/erasures',
  description:
    'Consents and behaviour go too, he leaves all segments, and nothing that waits for him is sent. What other services keep of him stays: his address in the ' +
    'ledger of messages that were sent, his tickets, figures that were counted; an erasure removes that too, and is confirmed by each service. A suppression of ' +
    'his address stays as well, so that an old list does not bring him back into mailings.',
  params: one,
});
export const recordConsent = endpoint({
  method: 'POST', path: 'contacts/:id/consents', scope: 'contacts:write', summary: 'Record that a contact gave or withdrew a consent',
  params: one, description:
    'A record is added and none is ever altered; the newest of a purpose counts. Advertising, the processing of personal data and the tracking of ' +
    'opens and clicks are agreed to separately. wording names the version of the text that was agreed to, channel where it was told.',
  body: consent.extend({
    purpose: z.enum(['advertising', 'personal_data', 'tracking']).default('advertising'), channel: text(100).optional(), wording: text(200).optional(),
  }),
  response: contactDetails,
});
