/** What every side of the comparison has to move. */
export interface Work {
  readonly records: number;
  /** Records written at a time. */
  readonly batch: number;
  /** Size of a value. */
  readonly bytes: number;
}

export interface Measured {
  readonly records: number;
  readonly seconds: number;
}

export const perSecond = ({ records, seconds }: Measured): number => Math.round(records / seconds);

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
