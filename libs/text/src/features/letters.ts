/** Ends a word. */
export const BREAK = 0;
/** Belongs to a word and is left out of it: apostrophes, soft hyphens, joiners. */
export const SILENT = 1;
/** Stands for any digit; letters are above it. */
export const DIGIT = 48;

const SILENT_MARKS = new Set(["'", '’', '‘', '`', '´', '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u0301']);

function foldedUnit(unit: number): number {
  const text = String.fromCharCode(unit);
  if (SILENT_MARKS.has(text)) return SILENT;
  if (/\p{Nd}/u.test(text)) return DIGIT;
  if (!/[\p{L}\p{M}]/u.test(text)) return BREAK;
  const lower = text.toLowerCase();
  if (lower === 'ё') return 'е'.charCodeAt(0);
  return lower.length === 1 ? lower.charCodeAt(0) : unit;
}

let table: Uint16Array | undefined;

/**
 * For each UTF-16 unit what stands for it in a word: its lower case letter, ё as е, every digit as 0, or BREAK or
 * SILENT. Made at the first call (some 20 ms).
 */
export function foldedUnits(): Uint16Array {
  table ??= Uint16Array.from({ length: 65_536 }, (_, unit) => foldedUnit(unit));
  return table;
}

/** Letters written with combining marks, as some mail programs send them, become single ones (NFC). */
export const composed = (text: string): string => (/[\u0300-\u036F]/.test(text) ? text.normalize('NFC') : text);
