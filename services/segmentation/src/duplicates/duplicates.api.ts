import { tier } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { accountView } from '../accounts/accounts.api.ts';
import { mergeView, note } from '../merges/merges.api.ts';

const one = z.object({ id: z.uuid() });
const duplicateView = z.object({
  id: z.uuid(), score: z.number().describe('From 0.5, likely, to 1'),
  reasons: z.array(z.object({
    kind: z.string(), value: z.string(), weight: z.number().describe('Above 0: the part of what is missing to 1 that it adds; below 0: the part of the score that it takes away'),
  })),
  accounts: z.array(z.object({ id: z.uuid(), key: z.string(), name: z.string().nullable(), tier, contacts: z.int() })).describe('Two'),
  dismissed: z.boolean(), by: z.string().nullable(), note: z.string().nullable(), decidedAt: z.string().nullable(), foundAt: z.string(),
});
export type DuplicateView = z.infer<typeof duplicateView>;
const searchView = z.object({
  running: z.boolean(), phase: z.string().nullable(), accounts: z.int().describe('Read so far'), compared: z.int().describe('Pairs that were compared so far'), startedAt: z.string(), finishedAt: z.string().nullable(),
});

export const listDuplicates = endpoint({
  method: 'GET', path: 'duplicates', scope: 'contacts:read', summary: 'Pairs of accounts that may be one company, the likeliest first, with the reasons; none is merged by itself',
  query: z.object({
    dismissed: z.stringbool().default(false), account: z.uuid().optional(), after: z.uuid().optional().describe('The id of the last pair of the page before'), limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  response: z.object({ duplicates: z.array(duplicateView), after: z.uuid().nullable() }),
});
export const mergeDuplicate = endpoint({
  method: 'POST', path: 'duplicates/:id/merge', scope: 'contacts:write', status: 200, summary: 'Merge the two accounts of a pair into one of them; it can be undone',
  params: one, body: z.strictObject({ intoId: z.uuid().describe('The account that stays'), note }), response: accountView,
});
export const dismissDuplicate = endpoint({
  method: 'POST', path: 'duplicates/:id/dismiss', scope: 'contacts:write', status: 200, summary: 'The two accounts are not one; they are not proposed again', params: one, body: z.strictObject({ note }), response: duplicateView,
});
export const listAllMerges = endpoint({
  method: 'GET', path: 'duplicates/merges', scope: 'contacts:read', summary: 'The accounts that are merged into others, the last first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }), response: z.object({ merges: z.array(mergeView) }),
});
export const searchDuplicates = endpoint({
  method: 'POST', path: 'duplicates/search', scope: 'contacts:write', status: 202, summary: 'Look for duplicate accounts now, in the background', response: searchView,
});
export const showSearch = endpoint({ method: 'GET', path: 'duplicates/search', scope: 'contacts:read', summary: 'How far the search for duplicate accounts is', response: searchView });
