/** Rows that one transaction writes, at most: transactions stay short. */
export const LARGEST = 2000;

export function* slicesOf<Row>(rows: readonly Row[], size = LARGEST): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
