import { domainOf, isFreeMail } from '../addresses/free-mail.ts';

export type Scalar = string | number | boolean | null;
export type Attributes = Readonly<Record<string, Scalar>>;
/** Of a contact: also a list of texts. */
export type AttributeValue = Scalar | readonly string[];

export interface AccountDraft {
  readonly key: string;
  readonly name: string | null;
  readonly signals: Attributes;
  /** How many contacts it is told of with. */
  readonly contacts: number;
  /** All of these write from free-mail addresses. */
  readonly freeMail: boolean;
  /** The first corporate mail domain of these, or null. */
  readonly mailDomain: string | null;
  /** Job titles of these. */
  readonly titles: readonly string[];
  /** Only fills in where nothing is known of it. */
  readonly fills: boolean;
}

/** What is told of a contact's account; without a key the domain of the address tells which it is. */
export interface AccountNews extends Pick<AccountDraft, 'name' | 'signals'> {
  readonly key: string | null;
  /** An earlier row of the same list told of the account: where they differ, that one counts. */
  readonly isRetold?: boolean;
}

export interface ConsentDraft {
  readonly granted: boolean;
  readonly source: string;
  readonly proof: string | null;
}

/** Purposes beside advertising. */
export const OTHER_PURPOSES = ['personal_data', 'tracking'] as const;
export interface OtherConsent extends ConsentDraft {
  readonly purpose: (typeof OTHER_PURPOSES)[number];
}

/** What somebody tells of a contact; null and absent attributes leave what is known as it is. */
export interface ContactDraft {
  /** Where it was told: the line of a file, the index in a request. */
  readonly place: number;
  /** Normalised. */
  readonly email: string;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly language: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly account: AccountNews | null;
  /** To advertising. */
  readonly consent: ConsentDraft | null;
  readonly otherConsents?: readonly OtherConsent[] | undefined;
  /** Digest of the row of a list that tells all of this, 16 characters that are a byte each, or null where it was told otherwise. */
  readonly told: string | null;
}

/**
 * What becomes of a contact or an account that is known: what is told replaces what is known, or only fills in where nothing
 * is known. Consents are not touched by it: a withdrawn one stays withdrawn, and a refusal always counts.
 */
export type UpdateMode = 'overwrite' | 'fill';

/** An earlier row of the same list told of his account. */
export const retold = (draft: ContactDraft): ContactDraft => (draft.account ? { ...draft, account: { ...draft.account, isRetold: true } } : draft);

/** The account that a contact belongs to by what was told, or null: free-mail addresses have none of their own. */
export function accountKeyOf({ account, email }: ContactDraft): string | null {
  if (account?.key) return account.key;
  return isFreeMail(email) ? null : domainOf(email);
}

/** What PostgreSQL can keep: its texts have no NUL, and no half of a surrogate pair. */
export function storable(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return whole.toWellFormed();
}
