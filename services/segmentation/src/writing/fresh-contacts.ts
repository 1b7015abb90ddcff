import { Injectable } from '@nestjs/common';
import { copyInto, type Transaction } from '@widecast/database';
import type { NamedAccount } from '../accounts/accounts.repository.ts';
import { accountKeyOf, type ContactDraft } from './contact-draft.ts';
import { ErasedAddresses } from '../privacy/erased-addresses.ts';
import { newIds } from './new-ids.ts';
import { erasedAddress, type Refusal } from './refusals.ts';

const CONTACT = ['id', 'email', 'external_id', 'name', 'language', 'account_id', 'came_to', 'attributes', 'advertising_consent', 'told', 'told_facts'] as const;
const CONSENT = ['contact_id', 'purpose', 'granted', 'source', 'proof'] as const;

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

  /** With their consents; gives their ids in the order of the drafts. */
  async copy(tx: Transaction, drafts: readonly ContactDraft[], accounts: ReadonlyMap<string, NamedAccount>): Promise<string[]> {
    if (drafts.length === 0) return [];
    const ids = newIds(drafts.length);
    // By address: so two lists that bring the same people wait for each other instead of blocking one another.
    const order = drafts.map((draft, index) => ({ draft, id: ids[index] ?? '' })).toSorted((a, b) => (a.draft.email < b.draft.email ? -1 : 1));
    await copyInto(tx, 'contacts', CONTACT, contactRows(order, accounts));
    await copyInto(tx, 'consents', CONSENT, consentRows(order));
    return ids;
  }
}

interface Fresh {
  readonly draft: ContactDraft;
  readonly id: string;
}

type Row = (string | number | boolean | object | null)[];

function* contactRows(contacts: readonly Fresh[], accounts: ReadonlyMap<string, NamedAccount>): Generator<Row> {
  for (const { draft, id } of contacts) {
    const account = accounts.get(accountKeyOf(draft) ?? '');
    const { email, externalId, name, language, attributes, consent, told } = draft;
    const [accountId, cameTo] = account?.mergedInto ? [account.mergedInto, account.id] : [account?.id ?? null, null];
    yield [id, email, externalId, name, language, accountId, cameTo, attributes, consent?.granted ?? null, cameTo === null ? told : null, account?.facts ?? null];
  }
}

function* consentRows(contacts: readonly Fresh[]): Generator<Row> {
  for (const { draft: { consent }, id } of contacts) if (consent) yield [id, 'advertising', consent.granted, consent.source, consent.proof];
}
