import { Injectable } from '@nestjs/common';
import { copyInto, type Cell, type Transaction } from '@widecast/database';
import type { NamedAccount } from '../accounts/accounts.repository.ts';
import { accountKeyOf, type ContactDraft } from './contact-draft.ts';
import { ErasedAddresses } from '../privacy/erased-addresses.ts';
import { newIds } from './new-ids.ts';
import { erasedAddress, type Refusal } from './refusals.ts';

const CONTACT = {
  id: 'uuid', email: 'text', external_id: 'text', name: 'text', language: 'text', account_id: 'uuid', came_to: 'uuid', attributes: 'jsonb', advertising_consent: 'boolean',
  told: 'uuid', told_facts: 'int4',
} as const;
const CONSENT = { contact_id: 'uuid', purpose: 'text', granted: 'boolean', source: 'text', proof: 'text' } as const;

/**
 * Contacts whose addresses were not known a moment ago: they are copied into the table itself, in half the time of a merge.
 * Their external ids are new too. Where somebody else was faster a unique constraint fails the transaction, and a second look finds the contact.
 */
@Injectable()
export class FreshContacts {
  constructor(private readonly erased: ErasedAddresses) {}

  /** Leaves out whom a person's wish has erased. */
  async accept(tx: Transaction, drafts: readonly ContactDraft[]): Promise<{ accepted: readonly ContactDraft[]; refused: Refusal[] }> {
    const erased = await this.erased.among(tx, drafts.map(({ email }) => email));
    if (erased.size === 0) return { accepted: drafts, refused: [] };
    const isErased = ({ email }: ContactDraft): boolean => erased.has(email);
    return { accepted: drafts.filter((draft) => !isErased(draft)), refused: drafts.filter(isErased).map(({ place }) => erasedAddress(place)) };
  }

  /** With their consents; gives their ids. */
  async copy(tx: Transaction, drafts: readonly ContactDraft[], accounts: ReadonlyMap<string, NamedAccount>): Promise<string[]> {
    if (drafts.length === 0) return [];
    const ids = newIds(drafts.length);
    // By address: so two lists that bring the same people wait for each other instead of blocking one another.
    const order = drafts.toSorted((a, b) => (a.email < b.email ? -1 : 1)).map((draft, index) => ({ draft, id: ids[index] ?? '' }));
    await copyInto(tx, 'contacts', CONTACT, contactRows(order, accounts));
    await copyInto(tx, 'consents', CONSENT, consentRows(order));
    return ids;
  }
}

interface Fresh {
  readonly draft: ContactDraft;
  readonly id: string;
}


function* contactRows(contacts: readonly Fresh[], accounts: ReadonlyMap<string, NamedAccount>): Generator<Cell[]> {
  for (const { draft, id } of contacts) {
    const account = accounts.get(accountKeyOf(draft) ?? '');
    const { email, externalId, name, language, attributes, consent, told } = draft;
    const [accountId, cameTo] = account?.mergedInto ? [account.mergedInto, account.id] : [account?.id ?? null, null];
    yield [id, email, externalId, name, language, accountId, cameTo, attributes, consent?.granted ?? null, cameTo === null ? told : null, account?.facts ?? null];
  }
}

function* consentRows(contacts: readonly Fresh[]): Generator<Cell[]> {
  for (const { draft: { consent }, id } of contacts) if (consent) yield [id, 'advertising', consent.granted, consent.source, consent.proof];
}
