import type { Fill } from './liquid/fill.ts';

/** What an addition may use of the part it is put into. */
export interface Workplace {
  /** Gives the mark of a new value. */
  readonly slot: (fill: Fill) => string;
  /** What fills the slot of this number. */
  readonly fillOf: (slot: number) => Fill;
}

/** Puts into a part what its template does not say. */
export type Addition = (marked: string, place: Workplace) => string;

/** One after the other. */
export const inTurn = (additions: readonly Addition[]): Addition => (marked, place) => additions.reduce((text, add) => add(text, place), marked);

/** Right before the end of the body, wherever a template ends it. */
export function beforeEnd(html: string, addition: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end === -1 ? html + addition : html.slice(0, end) + addition + html.slice(end);
}
