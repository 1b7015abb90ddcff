import type { Weights } from '../draws.ts';
import type { Currency, Law, TrueTier } from '../laws.ts';

export const regionIds = ['RU', 'EU', 'US'] as const;
export type RegionId = (typeof regionIds)[number];
export type ByTier<Value> = Readonly<Record<TrueTier, Value>>;

export interface LegalForm {
  /** As a register writes it. */
  readonly name: string;
  readonly spellings: readonly string[];
  readonly place: 'before' | 'after';
  /** A person in business: the company's name is the person's. */
  readonly holder: 'person' | 'organisation';
  readonly weights: ByTier<number>;
}

export interface Country {
  readonly weight: number;
  readonly forms: readonly LegalForm[];
}

export interface People {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

export interface Region {
  readonly id: RegionId;
  readonly law: Law;
  readonly language: 'ru' | 'en';
  readonly countries: Readonly<Record<string, Country>>;
  /** Share of accounts by headcount class, before groups, revenue and duplicates move some up. */
  readonly headcountClasses: Weights<TrueTier>;
  /** Revenue of an employee beside that of the same industry in the EU, at the rates of this world. */
  readonly productivity: number;
  readonly people: People;
  readonly brands: readonly string[];
  readonly cities: readonly string[];
  readonly branchWord: string;
  readonly freeMail: Weights<string>;
  /** Share of companies that write from free mail alone. */
  readonly freeMailShare: ByTier<number>;
  readonly titles: ByTier<readonly string[]>;
  /** List price of one seat for a year. */
  readonly seatPrice: number;
  /** Other currencies in which a data vendor gives the revenue. */
  readonly foreign: Partial<Weights<Currency>>;
}

/** Weights in the order SOHO, SMB, UMM, ENTERPRISE. */
export const byTier = <Value>(SOHO: Value, SMB: Value, UMM: Value, ENTERPRISE: Value): ByTier<Value> => ({ SOHO, SMB, UMM, ENTERPRISE });

export const form = (spellings: readonly [string, ...string[]], weights: ByTier<number>, place: LegalForm['place'] = 'after'): LegalForm => ({
  name: spellings[0], spellings, place, holder: 'organisation', weights,
});

export const personal = (spellings: readonly [string, ...string[]], weights: ByTier<number>, place: LegalForm['place'] = 'after'): LegalForm => ({
  ...form(spellings, weights, place), holder: 'person',
});
