import type { Tier } from '@widecast/contracts';

export type Language = 'en' | 'ru';
export type Scalar = string | number | boolean;

export interface Account {
  readonly key: string;
  readonly name: string;
  /** The true one, which the policy has to find from the signals. */
  readonly tier: Tier;
  readonly signals: Readonly<Record<string, number>>;
}

/** One contact of the market, with all that is true of it. */
export interface Customer {
  readonly number: number;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly consent: boolean;
  readonly account: Account;
  readonly attributes: Readonly<Record<string, Scalar>>;
}

/** What a customer does after the campaign; `spend` is null where nothing is bought. */
export interface Outcome {
  readonly visit: boolean;
  readonly spend: number | null;
}
