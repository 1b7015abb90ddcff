import type { Rule } from '@widecast/rules';
import type { Customer, Outcome } from './customer.ts';

export interface ArmPlan {
  readonly name: string;
  /** Null is the hold-out. */
  readonly subject: string | null;
  readonly weight?: number;
  /** What a message costs; a thousandth unless given, nothing in the hold-out. */
  readonly costPerMessage?: number;
}

export const costOf = ({ subject, costPerMessage = 0.001 }: ArmPlan): number => (subject === null ? 0 : costPerMessage);

export type Assignment =
  | { readonly kind: 'hash' }
  | { readonly kind: 'attribute'; readonly attribute: string; readonly arms: Readonly<Record<string, string>> };

/** A segment with the truth about its members. */
export interface SegmentPlan {
  readonly name: string;
  readonly rule: Rule;
  readonly matches: (customer: Customer) => boolean;
}

/** A world whose truth is known before anything is measured. */
export interface Market {
  readonly title: string;
  readonly customers: readonly Customer[];
  readonly arms: readonly ArmPlan[];
  readonly assignment: Assignment;
  /** The first one is the segment of the campaign. */
  readonly segments: readonly [SegmentPlan, ...SegmentPlan[]];
  /** What a customer does, given the arm; null is a customer whom no campaign reaches. */
  readonly outcomeOf: (customer: Customer, arm: string | null) => Outcome;
}
