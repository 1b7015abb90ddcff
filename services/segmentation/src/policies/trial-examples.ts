import { isUpperTier, type Tier } from '@widecast/contracts';
import type { TrialView } from './tier-policies.api.ts';

export const EXAMPLES = 20;

/** Accounts that would have another tier, from one to another. */
export interface Move {
  readonly from: Tier;
  readonly to: Tier;
  accounts: number;
  readonly examples: TrialView['examples'];
}

const isCrossing = ({ from, to }: Move): boolean => isUpperTier(from) !== isUpperTier(to);

/** Some of every move, first of those between the lower and the upper tiers: they are what a person must look at. */
export function examplesOf(moves: readonly Move[]): TrialView['examples'] {
  const inTurn = moves.toSorted((a, b) => Number(isCrossing(b)) - Number(isCrossing(a)));
  const share = Math.max(1, Math.floor(EXAMPLES / Math.max(inTurn.length, 1)));
  const first = inTurn.map(({ examples }) => examples.slice(0, share));
  return [...first.flat(), ...inTurn.flatMap(({ examples }) => examples.slice(share))].slice(0, Math.max(EXAMPLES, inTurn.length)).toSorted((a, b) => placeOf(inTurn, a) - placeOf(inTurn, b));
}

const placeOf = (moves: readonly Move[], { from, to }: { readonly from: Tier; readonly to: Tier }): number => moves.findIndex((move) => move.from === from && move.to === to);
