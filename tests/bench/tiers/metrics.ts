import { wilsonInterval, type Interval } from '@widecast/stats';
import { isUpperTier, type Tier } from '@widecast/contracts';
import type { TrueTier } from './market/laws.ts';

/** What a policy said of an account and what was done with it, beside the truth. */
export interface Judgement {
  readonly truth: TrueTier;
  readonly tier: Tier;
  /** Probability, 0 to 1, that the tier is right; not read for UNKNOWN. */
  readonly confidence: number;
  /** How many signals the file showed: counted from the truth file, not by the policy. */
  readonly signals: number;
  readonly treatment: 'mailed' | 'handed-off' | 'neither';
}

export interface Rate extends Interval {
  readonly count: number;
  readonly of: number;
}

export const rateOf = (count: number, of: number): Rate | null => {
  const interval = wilsonInterval(count, of);
  return interval && { ...interval, count, of };
};

const share = <Item>(items: readonly Item[], is: (item: Item) => boolean): Rate | null => rateOf(items.filter(is).length, items.length);

export type ConfusionMatrix = Readonly<Record<TrueTier, Readonly<Record<Tier, number>>>>;

/** Counts: rows are the truth, columns what the policy said. */
export function confusionMatrix(judgements: readonly Judgement[]): ConfusionMatrix {
  const row = (): Record<Tier, number> => ({ SOHO: 0, SMB: 0, UMM: 0, ENTERPRISE: 0, UNKNOWN: 0 });
  const matrix = { SOHO: row(), SMB: row(), UMM: row(), ENTERPRISE: row() };
  for (const { truth, tier } of judgements) matrix[truth][tier] += 1;
  return matrix;
}

/** Share of right tiers among accounts with enough signals; UNKNOWN is not right. */
export const accuracy = (judgements: readonly Judgement[], atLeastSignals = 2): Rate | null =>
  share(judgements.filter(({ signals }) => signals >= atLeastSignals), ({ truth, tier }) => truth === tier);

/** The same of the border that matters: lower (SOHO, SMB) against upper (UMM, ENTERPRISE). */
export const sideAccuracy = (judgements: readonly Judgement[], atLeastSignals = 2): Rate | null =>
  share(judgements.filter(({ signals }) => signals >= atLeastSignals), ({ truth, tier }) => tier !== 'UNKNOWN' && isUpperTier(truth) === isUpperTier(tier));

/** Share of accounts that a policy leaves unjudged. */
export const unknownShare = (judgements: readonly Judgement[]): Rate | null => share(judgements, ({ tier }) => tier === 'UNKNOWN');

export interface Misrouting {
  /** Of the truly upper, whatever their signals: the mistake that must not happen. */
  readonly upperMailed: Rate | null;
  readonly upperMailedByTier: Readonly<Record<'UMM' | 'ENTERPRISE', Rate | null>>;
  /** Of the truly lower: reach that is given away, and work for people. */
  readonly lowerHandedOff: Rate | null;
  /** Of the truly lower: not mailed though they could be. */
  readonly lowerNotMailed: Rate | null;
}

export function misrouting(judgements: readonly Judgement[]): Misrouting {
  const of = (...tiers: readonly TrueTier[]): Judgement[] => judgements.filter(({ truth }) => tiers.includes(truth));
  const isMailed = ({ treatment }: Judgement): boolean => treatment === 'mailed';
  return {
    upperMailed: share(of('UMM', 'ENTERPRISE'), isMailed),
    upperMailedByTier: { UMM: share(of('UMM'), isMailed), ENTERPRISE: share(of('ENTERPRISE'), isMailed) },
    lowerHandedOff: share(of('SOHO', 'SMB'), ({ treatment }) => treatment === 'handed-off'),
    lowerNotMailed: share(of('SOHO', 'SMB'), (judgement) => !isMailed(judgement)),
  };
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly meanConfidence: number;
  readonly right: Rate;
}

export interface Calibration {
  /** Expected calibration error (Naeini et al. 2015): mean distance of confidence and share of right answers, weighted by count. */
  readonly ece: number;
  readonly bins: readonly CalibrationBin[];
}

function binOf(judgements: readonly Judgement[], range: { readonly from: number; readonly to: number }): CalibrationBin[] {
  const inside = judgements.filter(({ confidence }) => confidence >= range.from && (confidence < range.to || (range.to === 1 && confidence === 1)));
  const right = share(inside, ({ truth, tier }) => truth === tier);
  if (!right) return [];
  return [{ ...range, right, meanConfidence: inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length }];
}

/** Bins of equal width over judged accounts (UNKNOWN has no confidence); null when none is judged. Throws RangeError on a confidence outside 0 to 1. */
export function calibration(judgements: readonly Judgement[], bins = 10): Calibration | null {
  const judged = judgements.filter(({ tier }) => tier !== 'UNKNOWN');
  const wrong = judged.find(({ confidence }) => !(confidence >= 0 && confidence <= 1));
  if (wrong) throw new RangeError(`confidence must be from 0 to 1; got ${wrong.confidence}`);
  if (judged.length === 0) return null;
  const filled = Array.from({ length: bins }, (_, index) => binOf(judged, { from: index / bins, to: (index + 1) / bins })).flat();
  const ece = filled.reduce((sum, { meanConfidence, right }) => sum + (right.of / judged.length) * Math.abs(meanConfidence - right.estimate), 0);
  return { ece, bins: filled };
}

/** Precision and recall of each tier. */
export function perTier(judgements: readonly Judgement[]): Readonly<Record<TrueTier, { readonly precision: Rate | null; readonly recall: Rate | null }>> {
  const of = (wanted: TrueTier): { precision: Rate | null; recall: Rate | null } => ({
    precision: share(judgements.filter(({ tier }) => tier === wanted), ({ truth }) => truth === wanted),
    recall: share(judgements.filter(({ truth }) => truth === wanted), ({ tier }) => tier === wanted),
  });
  const [SOHO, SMB, UMM, ENTERPRISE] = [of('SOHO'), of('SMB'), of('UMM'), of('ENTERPRISE')];
  return { SOHO, SMB, UMM, ENTERPRISE };
}
