import { ERASING_SERVICES } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { storable } from '../writing/contact-draft.ts';

const one = z.object({ id: z.uuid() });
const erasure = z.object({
  id: z.uuid(), contactId: z.uuid(), state: z.enum(['waiting', 'done']), waitingFor: z.array(z.enum(ERASING_SERVICES)), reason: z.string().nullable(),
  requestedBy: z.string(), requestedAt: z.date(), doneAt: z.date().nullable(),
  confirmations: z.array(z.object({ service: z.string(), confirmedAt: z.string(), removed: z.record(z.string(), z.int()) })),
});

export const requestErasure = endpoint({
  method: 'POST', path: 'erasures', scope: 'privacy:write', status: 202, summary: 'Erase a person: all that any service knows of him',
  description:
    'Contact, consents and behaviour are gone with the answer; the other services follow and confirm, and the state says whom it waits for. Asking again gives the same erasure. ' +
    'Figures stay, without the person. Keyed hashes of the address and of the external id stay, so that no list brings him back. With an address alone also somebody is erased who is no contact, but has written to support.',
  body: z.strictObject({ contactId: z.uuid().optional(), email: z.string().max(1000).optional(), reason: z.string().max(500).transform(storable).optional() })
    .refine(({ contactId, email }) => (contactId === undefined) !== (email === undefined), 'give either contactId or email'),
  response: erasure,
});
export const listErasures = endpoint({
  method: 'GET', path: 'erasures', scope: 'privacy:read', summary: 'Erasures, the newest first',
  query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1000).default(100), open: z.enum(['true', 'false']).default('false').describe('Only those that wait for a service') }),
  response: z.object({ erasures: z.array(erasure), after: z.uuid().nullable() }),
});
export const showErasure = endpoint({ method: 'GET', path: 'erasures/:id', scope: 'privacy:read', summary: 'An erasure, and whom it waits for', params: one, response: erasure });
export const admitAddress = endpoint({
  method: 'DELETE', path: 'erased-addresses/:email', scope: 'privacy:write', status: 204, summary: 'Let an erased person be taken again, by his address or his external id, because he asked for it',
  params: z.object({ email: z.string().max(1000) }),
});
