import type { Piece } from '../composing/pieces.ts';

// C0 characters that no mail shows: `SLOT number END` stands for a value, `FORK number END` for the ends of the branches of a condition.
export const [SLOT, END, FORK] = ['\u0001', '\u0002', '\u0003'];
// oxlint-disable-next-line no-control-regex
const MARK = /[\u0001\u0003]\d+\u0002/g;
// oxlint-disable-next-line no-control-regex
const OURS = /[\u0001-\u0003]/g;

export const slotMark = (slot: number): string => `${SLOT}${slot}${END}`;

/** Text of a person, which never has marks. */
export const unmarked = (text: string): string => text.replace(OURS, '');

/** Text with marks as pieces of a message. */
export function piecesOf(marked: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: mark, index } of marked.matchAll(MARK)) {
    if (index > from) pieces.push(marked.slice(from, index));
    if (mark.startsWith(SLOT)) pieces.push({ slot: Number(mark.slice(1, -1)) });
    from = index + mark.length;
  }
  if (from < marked.length) pieces.push(marked.slice(from));
  return pieces;
}

/** Every mark in text, by what it begins with. */
export function marksIn(text: string): { readonly sign: string; readonly number: number; readonly index: number; readonly end: number }[] {
  return Array.from(text.matchAll(MARK), ({ 0: mark, index }) => ({ sign: mark.slice(0, 1), number: Number(mark.slice(1, -1)), index, end: index + mark.length }));
}
