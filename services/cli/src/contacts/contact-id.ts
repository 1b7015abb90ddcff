import type { ApiClient } from '../api/api-client.ts';
import { Failure } from '../failure.ts';

export const WHO = 'the id of a contact, or his address';

/** The id of a contact who is named by it or by his address. */
export async function contactIdOf(api: ApiClient, who = ''): Promise<string> {
  if (!who.includes('@')) return who;
  const { contacts: [found] } = (await api.get('/v1/contacts', { email: who })) as { readonly contacts: readonly { readonly id: string }[] };
  if (!found) throw new Failure(`there is no contact with the address ${who}`);
  return found.id;
}
