// Matched against trimmed lines of limited length: no two of their quantifiers can share a run of white space.
const WROTE = /^(?:(?:on\b.{4,200}\bwrote|le\b.{4,200}\ba écrit|am\b.{4,200}\bschrieb\b.{0,100}|.{4,200}(?:пишет|писал|писала|написал|написала|написал\(а\)))\s*:)$/iu;
const ORIGINAL = /^[-_]{2,}\s*(?:original message|original appointment|исходное сообщение|пересылаемое сообщение|конец пересылаемого сообщения)\s*[-_]{2,}$/iu;
const OUTLOOK_FROM = /^[\s>*]*(?:from|от)\s*:\*?\s+\S/iu;
const OUTLOOK_REST = /^[\s>*]*(?:sent|date|to|subject|отправлено|дата|кому|тема)\s*:/iu;
const SIGNATURE = /^-- ?$/;
const QUOTED = /^\s*>/;

/** The line where it may be a mark of mail programs, which are short. */
const mark = (line: string): string => (line.length < 300 ? line.trim() : '');

/** What the writer wrote himself: without quoted lines, what stands under "… wrote:", and the signature. Keeps the whole where nothing would be left. */
export function ownText(text: string): string {
  const lines = joinWrapped(text.split('\n'));
  const end = lines.findIndex((line, at) => endsHere(line, lines.slice(at + 1, at + 6)));
  const kept = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !QUOTED.test(line) && !WROTE.test(mark(line)));
  return kept.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim() || text.trim();
}

/** Whether all from this line on is not the writer's. Answers under quoted lines stay: after "… wrote:" they follow lines with ">". */
function endsHere(line: string, next: readonly string[]): boolean {
  if (SIGNATURE.test(line) || ORIGINAL.test(mark(line))) return true;
  if (WROTE.test(mark(line))) return !next.some((one) => QUOTED.test(one));
  return OUTLOOK_FROM.test(mark(line)) && next.filter((one) => OUTLOOK_REST.test(mark(one))).length >= 2;
}

/** Mail programs break "On <date>, <name> wrote:" over two lines. */
function joinWrapped(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    const both = `${before ?? ''} ${line.trim()}`;
    if (before && /^\s*(on|le|am)\s|\d{4}|\d:\d\d/iu.test(before) && !WROTE.test(mark(before)) && !QUOTED.test(line) && WROTE.test(mark(both))) {
      joined[joined.length - 1] = both;
    } else {
      joined.push(line);
    }
  }
  return joined;
}
