import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { accountView } from '../accounts/accounts.api.ts';
import { storable } from '../writing/contact-draft.ts';

const one = z.object({ id: z.uuid() });
export const note = z.string().max(2000).transform(storable).optional();

export const mergeView = z.object({
  accountId: z.uuid().describe('The merged account'), intoId: z.uuid(), key: z.string(), name: z.string().nullable(), contacts: z.int().describe('Those that it would have again'),
  by: z.string(), note: z.string().nullable(), at: z.string(),
});
export type MergeView = z.infer<typeof mergeView>;

export const mergeAccounts = endpoint({
  method: 'POST', path: 'accounts/:id/merges', scope: 'contacts:write', status: 200, summary: 'Merge another account into this one',
  description:
    'Its contacts belong to this account from now on, with all that they agreed to and did; what lists tell under its key counts for this account. Where this account says nothing of itself, what was told of the ' +
    'other one stands in. Both are one company: it has the tier of the larger. It can be undone at any time.',
  params: one, body: z.strictObject({ accountId: z.uuid(), note }), response: accountView,
});
export const listMerges = endpoint({
  method: 'GET', path: 'accounts/:id/merges', scope: 'contacts:read', summary: 'The accounts that were merged into an account, the last first', params: one, response: z.object({ merges: z.array(mergeView) }),
});
export const undoMerge = endpoint({
  method: 'POST', path: 'accounts/:id/unmerge', scope: 'contacts:write', status: 200, summary: 'Undo the merge of this account into another one',
  description:
    'It has its contacts again, also those that came under its key or domain since, and what was told under its key, before and since. Contacts that a list or a person gave to another account since stay there. ' +
    'Both are judged again, beginning with the tiers that they had before, and not proposed as duplicates any more.',
  params: one, response: accountView,
});
