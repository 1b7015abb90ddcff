import { Injectable } from '@nestjs/common';
import { copyBlocks, copyInto, type Cell, type CopyBlock, type Transaction } from '@widecast/database';
import type { NamedAccount } from '../accounts/accounts.repository.ts';
import { ErasedAddresses } from '../privacy/erased-addresses.ts';
import { newIds } from './new-ids.ts';
import { PACKED_COLUMNS, type PackedContact, type PackedContacts } from './packed-contacts.ts';
import { refusalOfErased, type Refusal } from './refusals.ts';

const CONTACT = ['id', 'account_id', 'came_to', 'told', 'told_facts', ...PACKED_COLUMNS] as const;
const CONSENT = { contact_id: 'uuid', purpose: 'text', granted: 'boolean', source: 'text', proof: 'text', actor: 'text' } as const;

/**
 * Contacts whose addresses were not known a moment ago: they are copied into the table itself, in half the time of a merge.
 * Their external ids are new too. Where somebody else was faster a unique constraint fails the transaction, and a second look finds the contact.
 */
@Injectable()
export class FreshContacts {
  constructor(private readonly erased: ErasedAddresses) {}

  /** Leaves out whom a person's wish has erased. */
  async accept(tx: Transaction, packed: PackedContacts): Promise<{ accepted: PackedContacts; refused: Refusal[] }> {
    const erased = await this.erased.personsAmong(tx, packed.emails(), packed.externalIds);
    if (erased.emails.size + erased.externalIds.size === 0) return { accepted: packed, refused: [] };
    const { wanted, others } = packed.part((draft) => !refusalOfErased(draft, erased));
    return { accepted: wanted, refused: others.flatMap((draft) => refusalOfErased(draft, erased) ?? []) };
  }

  /** With their consents; gives their ids. */
  async copy(tx: Transaction, packed: PackedContacts, { accounts, actor, handedOver }: Copying): Promise<string[]> {
    if (packed.size === 0) return [];
    const ids = newIds(packed.size);
    const contacts = packed.inOrder();
    await copyBlocks(tx, 'contacts', CONTACT, function* (block) {
      for (const [index, contact] of contacts.entries()) {
        block.row(CONTACT.length);
        block.uuid(ids[index] ?? '');
        writeAccount(block, contact, accounts.get(contact.accountKey ?? ''));
        yield packed.unpack(contact, block);
      }
      handedOver();
    });
    await copyInto(tx, 'consents', CONSENT, consentRows(contacts, ids, actor));
    return ids;
  }
}

interface Copying {
  readonly accounts: ReadonlyMap<string, NamedAccount>;
  readonly actor: string;
  /** Is called when the database has all of them. */
  readonly handedOver: () => void;
}

/** Account, where he came to, and what was told. */
function writeAccount(block: CopyBlock, { told }: PackedContact, account: NamedAccount | undefined): void {
  const home = account?.mergedInto ?? null;
  if (account) block.uuid(home ?? account.id);
  else block.nothing();
  if (account && home !== null) block.uuid(account.id);
  else block.nothing();
  if (told === null || home !== null) block.nothing();
  else block.digest(told);
  if (account) block.int4(account.facts);
  else block.nothing();
}

function* consentRows(contacts: readonly PackedContact[], ids: readonly string[], actor: string): Generator<Cell[]> {
  for (const [index, { consent }] of contacts.entries()) if (consent) yield [ids[index], 'advertising', consent.granted, consent.source, consent.proof, actor];
}
