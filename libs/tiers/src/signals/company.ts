import type { IndustryKind } from '../reading/industries.ts';
import type { JobTitleKind } from '../reading/job-titles.ts';
import type { LegalFormKind } from '../reading/legal-forms.ts';

/** People as a number, or a band of which the upper end may be open. */
export type Headcount = number | { readonly from: number; readonly to: number | null };

export const mailKinds = ['corporate', 'free'] as const;
export type MailKind = (typeof mailKinds)[number];

/** What is known of a company, each told thing read; what is not known is absent. */
export interface Company {
  readonly employees?: Headcount | undefined;
  /** Of a year. */
  readonly revenue?: number | undefined;
  /** Of the revenue; without it that of the policy. */
  readonly revenueCurrency?: string | undefined;
  readonly seats?: number | undefined;
  /** Of a year, in the currency of the policy. */
  readonly spend?: number | undefined;
  /** How many people of it are known here. */
  readonly contacts?: number | undefined;
  /** The best kind of address that it writes from. */
  readonly mail?: MailKind | undefined;
  readonly legalForm?: LegalFormKind | undefined;
  readonly industry?: IndustryKind | undefined;
  readonly titles?: readonly JobTitleKind[] | undefined;
}
