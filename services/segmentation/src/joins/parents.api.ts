import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { accountView } from '../accounts/accounts.api.ts';

const one = z.object({ id: z.uuid() });

export const putParent = endpoint({
  method: 'PUT', path: 'accounts/:id/parent', scope: 'contacts:write', status: 200,
  summary: 'Attach an account to its parent, or with null detach it, whatever lists tell',
  description: 'A parent and its subsidiaries have the tier of the largest of them, unless the policy leaves them apart. An account is never its own parent, not by others either.',
  params: one, body: z.strictObject({ parentId: z.uuid().nullable() }), response: accountView,
});
export const forgetParent = endpoint({
  method: 'DELETE', path: 'accounts/:id/parent', scope: 'contacts:write', status: 200, summary: 'Take back what a person said of the parent: what lists tell counts again', params: one, response: accountView,
});
export const listJoined = endpoint({
  method: 'GET', path: 'accounts/:id/joined', scope: 'contacts:read', summary: 'The accounts that are one company with an account, with what they belong together by',
  params: one, response: z.object({ accounts: z.array(accountView.pick({ id: true, key: true, name: true, tier: true, joinedWith: true }).extend({ links: z.array(z.object({ kind: z.string(), value: z.string() })) })) }),
});
