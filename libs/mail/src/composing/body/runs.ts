import type { Piece } from '../pieces.ts';

/** What is filled in, and the text that stays after it. */
export interface Run {
  /** A slot, or what is between two slots that have no text of their own between them. */
  readonly filled: readonly Piece[];
  readonly after: string;
}

/**
 * Parts pieces into texts that stay and what is filled in between. White space right before a value is filled in with it:
 * how it is written depends on whether a line end follows.
 */
export function runsOf(pieces: readonly Piece[]): { readonly beginning: string; readonly runs: readonly Run[] } {
  const texts = [''];
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const text = texts.at(-1) ?? '';
    if (typeof piece === 'string') {
      texts[texts.length - 1] = text + piece;
      continue;
    }
    const gap = /[ \t]$/.test(text) ? text.slice(-1) : '';
    texts[texts.length - 1] = text.slice(0, text.length - gap.length);
    const own = gap === '' ? [piece] : [gap, piece];
    const run = runs.at(-1);
    if (run && texts.at(-1) === '') run.push(...own);
    else {
      runs.push(own);
      texts.push('');
    }
  }
  const [beginning = '', ...after] = texts;
  return { beginning, runs: runs.map((filled, at) => ({ filled, after: after[at] ?? '' })) };
}
