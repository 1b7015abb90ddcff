import { CopyBlock } from '@widecast/database';
import { ToldAccounts } from './account-drafts.ts';
import { retold, type ConsentDraft, type ContactDraft, type UpdateMode } from './contact-draft.ts';

/** What gives the same draft whenever it is read. */
export interface DraftSource {
  read(): ContactDraft | { readonly reason: string };
}

export interface PackedContact {
  readonly source: DraftSource;
  readonly isRetold: boolean;
  readonly email: string;
  readonly accountKey: string | null;
  readonly told: string | null;
  readonly consent: ConsentDraft | null;
  /** Where his cells are. */
  readonly from: number;
  readonly to: number;
}

/** Of the cells at first; it grows. */
const SIZE = 16 * 1024;
/** The cells that are packed, in their order. */
export const PACKED_COLUMNS = ['email', 'external_id', 'name', 'language', 'attributes', 'advertising_consent'] as const;

/**
 * Contacts that are to be created, as they are copied into their table: packed as they are read, so that no draft is kept, which costs half
 * of what it takes to make them. Where some have to be left out, drafts are read once more.
 */
export class PackedContacts {
  readonly accounts: ToldAccounts;
  readonly externalIds: string[] = [];
  /** Who tells of other consents than that to advertising. */
  readonly telling: ContactDraft[] = [];
  private readonly contacts: PackedContact[] = [];
  private readonly cells = new CopyBlock(SIZE);

  constructor(private readonly mode: UpdateMode) {
    this.accounts = new ToldAccounts(mode);
  }

  static of(drafts: readonly ContactDraft[], mode: UpdateMode): PackedContacts {
    const packed = new PackedContacts(mode);
    for (const draft of drafts) packed.add(draft, { read: () => draft });
    return packed;
  }

  get size(): number {
    return this.contacts.length;
  }

  emails(): string[] {
    return this.contacts.map(({ email }) => email);
  }

  /** How many agree to advertising. */
  agreed(): number {
    return this.contacts.filter(({ consent }) => consent?.granted === true).length;
  }

  add(draft: ContactDraft, source: DraftSource): void {
    const { email, externalId, told, consent, otherConsents = [] } = draft;
    const from = this.cells.length;
    this.pack(draft);
    if (externalId !== null) this.externalIds.push(externalId);
    if (otherConsents.length > 0) this.telling.push(draft);
    const accountKey = this.accounts.add(draft);
    this.contacts.push({ source, isRetold: draft.account?.isRetold === true, email, accountKey, told, consent, from, to: this.cells.length });
  }

  /** By address: so two lists that bring the same people wait for each other instead of blocking one another. */
  inOrder(): PackedContact[] {
    return this.contacts.toSorted((a, b) => (a.email < b.email ? -1 : 1));
  }

  unpack({ from, to }: PackedContact, block: CopyBlock): void {
    block.part(this.cells, from, to);
  }

  drafts(): ContactDraft[] {
    return this.contacts.flatMap(({ source, isRetold }) => {
      const draft = source.read();
      return 'reason' in draft ? [] : [isRetold ? retold(draft) : draft];
    });
  }

  /** Those who are wanted, and the others. */
  part(isWanted: (draft: ContactDraft) => boolean): { wanted: PackedContacts; others: ContactDraft[] } {
    const drafts = this.drafts();
    return { wanted: PackedContacts.of(drafts.filter(isWanted), this.mode), others: drafts.filter((draft) => !isWanted(draft)) };
  }

  private pack({ email, externalId, name, language, attributes, consent }: ContactDraft): void {
    this.cells.text(email);
    for (const cell of [externalId, name, language]) {
      if (cell === null) this.cells.nothing();
      else this.cells.text(cell);
    }
    this.cells.jsonb(JSON.stringify(attributes));
    if (consent === null) this.cells.nothing();
    else this.cells.boolean(consent.granted);
  }
}
