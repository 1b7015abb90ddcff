import { z } from 'zod';

// Everything that could end a header line or hide in it: C0, DEL, C1, and Unicode's line separators.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Text that may stand in a header of a mail: one line, nothing invisible. */
export const headerText = (longest: number): z.ZodString =>
  z.string().trim().min(1).max(longest).regex(new RegExp(`^[^${CONTROL.source.slice(1, -1)}]*$`, 'u'), 'must be one line without control characters');

/** Makes any text fit for a header. */
export function oneLine(text: string, longest = 500): string {
  return text.replace(new RegExp(CONTROL.source, 'gu'), ' ').replace(/ {2,}/g, ' ').trim().slice(0, longest);
}
