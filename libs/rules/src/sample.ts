import { createHash } from 'node:crypto';
import type { SampleRule } from './rule.ts';

const POINTS = 2 ** 32;

/** Where a contact lies in the draw of a key: 0 … 2³² - 1, evenly, the same for ever. */
export function samplePoint(key: string, contactId: string): number {
  return createHash('sha256').update(`${key}:${contactId}`).digest().readUInt32BE(0);
}

/** The points that the rule draws: from `from` to below `to`. */
export function sampleBounds({ from = 0, to }: SampleRule): { readonly from: number; readonly to: number } {
  return { from: Math.round((from / 100) * POINTS), to: Math.round((to / 100) * POINTS) };
}
