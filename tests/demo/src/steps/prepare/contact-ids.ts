import type { Api } from '../../client/api.ts';

interface Contact {
  readonly id: string;
  readonly email: string;
}

const PAGE = 1000;

/** The id of every contact, by address. */
export async function contactIdsOf(api: Api): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for await (const { id, email } of api.pages<Contact>({ path: 'contacts', list: 'contacts', cursorOf: (contact) => contact.id, limit: PAGE })) ids.set(email, id);
  return ids;
}
