import { consentPurpose, type ConsentPurpose } from '@widecast/contracts';

/** One line of the ledger: what was asked of a contact, and what he said. */
export interface ConsentRecord {
  readonly at: string;
  readonly purpose: ConsentPurpose;
  /** `asked` and `reminded`: a link to confirm was sent to him. */
  readonly what: 'asked' | 'reminded' | 'given' | 'withdrawn';
  readonly source: string;
  readonly channel: string | null;
  /** Which version of the text it was about. */
  readonly wording: string | null;
  readonly proof: string | null;
  readonly actor: string | null;
}

export interface ConsentState {
  readonly purpose: ConsentPurpose;
  readonly state: 'never_asked' | 'pending' | 'given' | 'withdrawn';
  /** Since when; null where he was never asked. */
  readonly since: string | null;
}

/** What the ledger comes to, for each purpose: the newest word of the contact, or that it is waited for until the request has expired. */
export function statesOf(records: readonly ConsentRecord[], open: ReadonlySet<ConsentPurpose>): ConsentState[] {
  return consentPurpose.options.map((purpose) => {
    const own = records.filter((record) => record.purpose === purpose);
    const said = own.findLast(({ what }) => what === 'given' || what === 'withdrawn');
    const asked = own.findLast(({ what }) => what === 'asked');
    if (open.has(purpose) && asked && said?.what !== 'given') return { purpose, state: 'pending', since: asked.at };
    return said ? { purpose, state: said.what === 'given' ? 'given' : 'withdrawn', since: said.at } : { purpose, state: 'never_asked', since: null };
  });
}
