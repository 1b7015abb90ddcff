import { MOST_ATTRIBUTES } from '../attributes/attribute-type.ts';
import type { Erased } from '../privacy/erased-addresses.ts';
import type { ContactDraft } from './contact-draft.ts';

export interface Refusal {
  readonly place: number;
  readonly field: string;
  readonly message: string;
}

export const overgrown = (place: number): Refusal => ({ place, field: 'attributes', message: `the contact would have more than ${MOST_ATTRIBUTES} attributes` });

export const overgrownAccount = (place: number): Refusal => ({ place, field: 'account', message: `the account would have more than ${MOST_ATTRIBUTES} attributes` });

export const foreignId = (place: number): Refusal => ({
  place, field: 'external_id', message: 'this external id belongs to a contact with another address, and this address to another contact; correct one of them',
});

const erasedAddress = (place: number): Refusal => ({ place, field: 'email', message: 'this address belongs to a person who was erased at his wish; it is not taken again' });

const erasedId = (place: number): Refusal => ({ place, field: 'external_id', message: 'this external id belongs to a person who was erased at his wish; it is not taken again' });

/** Why somebody is not taken who was erased; undefined for others. */
export function refusalOfErased({ place, email, externalId }: Pick<ContactDraft, 'place' | 'email' | 'externalId'>, { emails, externalIds }: Erased): Refusal | undefined {
  if (emails.has(email)) return erasedAddress(place);
  return externalId !== null && externalIds.has(externalId) ? erasedId(place) : undefined;
}
