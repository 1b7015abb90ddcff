import type { Random } from '../draws.ts';
import type { Size, TrueTier } from '../laws.ts';
import type { Trait } from '../market.ts';
import type { LegalForm, Region } from '../regions/region.ts';
import type { IndustryId } from './industries.ts';
import type { CompanyName } from './names.ts';

/** An account as it is, before anybody looked at it. */
export interface Account {
  readonly own: Size;
  /** What the law counts: the group for its members, the head for a branch, otherwise the same as own. */
  readonly whole: Size;
  readonly tier: TrueTier;
  /** Class of its own headcount: how it looks from outside. */
  readonly looks: TrueTier;
  readonly country: string;
  readonly form: LegalForm;
  readonly industry: IndustryId;
  readonly name: CompanyName;
  readonly mail: 'corporate' | 'free' | 'disposable';
  readonly domain: string;
  readonly taxId: string;
  readonly group?: string;
  readonly duplicateOf?: Account;
  /** The account that the file names as parent. */
  readonly namedParent?: Account;
  readonly traits: readonly Trait[];
}

/** A seeded world under construction. */
export interface World {
  readonly region: Region;
  readonly random: Random;
  /** Where in the world this unit stands: makes its domains and groups unlike all others. */
  readonly place: number;
  /** Draws until the number was never drawn before. */
  readonly fresh: (draw: () => string) => string;
}
