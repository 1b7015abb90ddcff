import type { TrueTier } from './laws.ts';

/** One line of the file of contacts, as a vendor would export it: every value is text, what is missing is empty. */
export interface ContactRow {
  readonly email: string;
  readonly name: string;
  readonly title: string;
  readonly company: string;
  readonly domain: string;
  readonly tax_id: string;
  readonly legal_form: string;
  readonly country: string;
  readonly employees: string;
  readonly revenue: string;
  readonly revenue_currency: string;
  readonly seats: string;
  readonly spend: string;
  readonly industry: string;
  readonly external_account_id: string;
  readonly parent_account: string;
}

/** What makes an account hard, for reading errors; nothing of it is in the file of contacts. */
export const traits = [
  'parent', 'subsidiary', 'hidden-subsidiary', 'branch', 'duplicate', 'franchisee', 'rich-dwarf', 'free-mail', 'disposable-mail', 'few-seats', 'trial-seats',
  'stale-employees', 'banded-employees', 'group-figures', 'wrong-unit', 'mistyped-tax-id', 'boastful-title', 'shared-domain', 'near-border',
] as const;
export type Trait = (typeof traits)[number];

/** What the file shows of an account. The first four are figures that measure its size. */
export const signals = ['employees', 'revenue', 'seats', 'spend', 'contacts', 'domain', 'legal_form', 'title', 'industry'] as const;
export type SignalName = (typeof signals)[number];

export interface AccountTruth {
  readonly accountId: string;
  readonly tier: TrueTier;
  /** Empty for a company on its own. */
  readonly groupId: string;
  /** The account that this one repeats, empty if none. */
  readonly duplicateOf: string;
  /** Of the whole that the law counts: the group's for its members. */
  readonly employees: number;
  /** In the currency of the law, of the same whole. */
  readonly revenue: number;
  readonly signals: readonly SignalName[];
  readonly traits: readonly Trait[];
}

export interface Market {
  readonly contacts: readonly ContactRow[];
  readonly truth: readonly AccountTruth[];
}
