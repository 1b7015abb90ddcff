/** A length of time within which only so much may leave. */
export interface Span {
  readonly name: 'second' | 'ten_seconds' | 'hour' | 'day';
  /** ms */
  readonly length: number;
  /** What is given out is counted in cells of so many ms. */
  readonly cell: number;
}

export const SECOND: Span = { name: 'second', length: 1000, cell: 100 };
export const TEN_SECONDS: Span = { name: 'ten_seconds', length: 10_000, cell: 1000 };
export const HOUR: Span = { name: 'hour', length: 3_600_000, cell: 60_000 };
export const DAY: Span = { name: 'day', length: 86_400_000, cell: 900_000 };

/** What was given out lately: the number of a cell, and how much in it, the oldest first. */
export type Cells = readonly (readonly [cell: number, n: number])[];

export const cellAt = ({ cell }: Span, now: number): number => Math.floor(now / cell);

/**
 * What still counts: a cell does until its last moment is a whole span ago, so that no window of that length, wherever it begins, has more than the limit. One
 * that is still to come was written before the clock was set back, and would stop everything until then.
 */
export const counting = (cells: Cells, span: Span, now: number): Cells =>
  cells.filter(([at]) => (at + 1) * span.cell + span.length > now && at <= cellAt(span, now) + 1);

export const usedAt = (cells: Cells, span: Span, now: number): number => counting(cells, span, now).reduce((sum, [, n]) => sum + n, 0);

/** With `n` more given out now, without what does not count any more. */
export function given(cells: Cells, span: Span, now: number, n: number): Cells {
  const kept = counting(cells, span, now);
  const at = cellAt(span, now);
  const last = kept.at(-1);
  if (n === 0) return kept;
  return last?.[0] === at ? [...kept.slice(0, -1), [at, last[1] + n]] : [...kept, [at, n]];
}

/** With `n` fewer in a cell: they were not used. */
export const returned = (cells: Cells, at: number, n: number): Cells =>
  cells.flatMap(([cell, had]): Cells => (cell === at ? (had > n ? [[cell, had - n]] : []) : [[cell, had]]));
