/** So many are looked at in one transaction. */
export const PIECE = 1000;

/** What may have got lost, or arrived twice, has its mark for ever, and what is still open its time. */
export const OVER_FOR_GOOD = "d.mark IS NULL AND d.state IN ('accepted', 'failed', 'suppressed', 'skipped', 'cancelled', 'expired')";

export interface Page {
  readonly [column: string]: unknown;
  /** Behind which to go on; null at the end. */
  readonly last: string | null;
  readonly forgotten: number;
}
