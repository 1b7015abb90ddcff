const CLASSIFIED = 8000;

/** Lower case, one kind of apostrophe, ё as е; cut to what is worth classifying. */
export function fold(text: string): string {
  return text.slice(0, CLASSIFIED).toLowerCase().replaceAll(/[’‘`´]/g, "'").replaceAll('ё', 'е');
}

const [YES, NO] = [1, 2];
/** By UTF-16 unit; 0 where it was not asked for yet. */
const known = new Uint8Array(65_536);

function isOfWord(unit: number): boolean {
  known[unit] ||= /[\p{L}\p{N}]/u.test(String.fromCharCode(unit)) ? YES : NO;
  return known[unit] === YES;
}

/** Tells of each run of letters and digits where it begins and ends. */
export function eachWord(text: string, tell: (start: number, end: number) => void): void {
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const isInside = at < text.length && isOfWord(text.charCodeAt(at));
    if (isInside && start < 0) start = at;
    if (isInside || start < 0) continue;
    tell(start, at);
    start = -1;
  }
}
