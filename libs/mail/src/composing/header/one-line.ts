// Everything that could end a header line or hide in it: C0, DEL, C1, and Unicode's line separators.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Whether text has a character that no header line may have. */
export const hasControl = (text: string): boolean => CONTROL.test(text);

/** Makes any text fit for a header: one line, nothing invisible. */
export function oneLine(text: string, longest = 500): string {
  const line = CONTROL.test(text) ? text.replace(new RegExp(CONTROL.source, 'gu'), ' ') : text;
  return line.replace(/ {2,}/g, ' ').trim().slice(0, longest);
}
