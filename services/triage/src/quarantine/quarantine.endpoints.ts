import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { address } from '../tickets/tickets.endpoints.ts';

const one = z.object({ id: z.uuid() });

export const quarantinedMail = z.object({
  id: z.uuid(), reason: z.string(), bytes: z.int(), head: z.string(), sender: z.string().nullable(), recipients: z.array(z.string()), receivedAt: z.string(),
});
export type QuarantinedMailView = z.infer<typeof quarantinedMail>;

export const refiled = z.object({ outcome: z.enum(['opened', 'appended', 'duplicate']), ticketId: z.uuid().nullable() });

export const listQuarantined = endpoint({
  method: 'GET', path: 'tickets/quarantine', scope: 'tickets:read', summary: 'Mails that could not be made tickets of, newest first, with their first bytes',
  description: 'They are kept for 30 days.',
  query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  response: z.object({ mails: z.array(quarantinedMail) }),
});
export const showQuarantined = endpoint({
  method: 'GET', path: 'tickets/quarantine/:id', scope: 'tickets:read', summary: 'One mail in quarantine, with its first bytes', params: one, response: quarantinedMail,
});
export const readQuarantined = endpoint({
  method: 'GET', path: 'tickets/quarantine/:id/mail', scope: 'tickets:read', summary: 'The whole of a mail in quarantine, as it came', params: one, produces: 'message/rfc822',
});
export const refileQuarantined = endpoint({
  method: 'POST', path: 'tickets/quarantine/:id/refile', scope: 'tickets:write', status: 200, summary: 'Try again to make a ticket of a mail in quarantine',
  description: 'The mail leaves the quarantine. It stays there, and the answer is 409, where it can still not be read, names nobody who wrote it, or is proven to be written by a machine.',
  params: one, body: z.strictObject({ from: address.optional() }), response: refiled,
});
export const discardQuarantined = endpoint({
  method: 'DELETE', path: 'tickets/quarantine/:id', scope: 'tickets:write', status: 204, summary: 'Delete a mail in quarantine', params: one,
});
