import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { oneLine, storable } from '../mail/read-mail.ts';
import { address } from '../tickets/tickets.endpoints.ts';

/** The field that people do not see and programs fill in. */
export const TRAP = 'website';

export const formFields = z.object({
  email: address, name: z.string().max(200).default('').transform((text) => oneLine(text, 200)), subject: z.string().max(500).default('').transform((text) => oneLine(text)),
  text: z.string().max(20_000).transform((text) => storable(text)).refine((text) => oneLine(text) !== '', 'must not be empty'),
  [TRAP]: z.string().max(1000).default(''),
});

export const sendForm = endpoint({
  method: 'POST', path: 'ticket-form', scope: 'public', status: 200, summary: 'A question from a form on a page, from whoever sees it',
  description: `application/x-www-form-urlencoded, as browsers send forms, or JSON; no key, no cookies. The field "${TRAP}" must stay empty: hide it from people. Some questions an hour are taken from one place and from one address. `,
  others: { 303: 'To the page of TICKETS_FORM_REDIRECT, where it is set' },
  response: z.object({ number: z.int().nullable().describe('Of the ticket') }),
});
