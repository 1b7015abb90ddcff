import { normalAddress } from '../contacts/address.ts';
import { contentType } from './content-type.ts';
import type { AttachedFile, IncomingMail } from './incoming-mail.ts';
import type { ParsedMail } from './parsing-worker.ts';

const LONGEST_TEXT = 200_000;
const LONGEST_SUBJECT = 500;
const MOST_IDS = 100;

/** Half characters, which no database takes, become U+FFFD. */
const wellFormed = (text: string): string => (text.isWellFormed() ? text : text.toWellFormed());

/** What single blanks alone do not have. */
const LONG_OR_CONTROL = /[^\S ]|\p{Cc}| {2}/u;

/** One line, without control characters: what may stand in a header or on a page. */
export const oneLine = (text: string, limit = LONGEST_SUBJECT): string =>
  wellFormed((LONG_OR_CONTROL.test(text) ? text.replace(/[\s\p{Cc}]+/gu, ' ') : text).trim().slice(0, limit));

/** Text that PostgreSQL can hold: no NUL, no half characters. */
export const storable = (text: string, limit = LONGEST_TEXT): string =>
  wellFormed(text.replaceAll('\0', '').replaceAll('\r\n', '\n').slice(0, limit));

/** Brings what the parser found into the form the service works with. */
export function readMail(parsed: ParsedMail): IncomingMail {
  const headers = headersOf(parsed);
  const first = (name: string): string => headers.get(name)?.[0] ?? '';
  const references = idsIn(first('references'));
  return {
    messageId: idsIn(oneLine(parsed.messageId))[0] ?? null,
    from: (parsed.from && normalAddress(parsed.from.address)) ?? null,
    fromName: (parsed.from && oneLine(parsed.from.name, 200)) || null,
    replyTo: replyToOf(parsed),
    addressees: [...parsed.to, ...(headers.get('delivered-to') ?? [])].slice(0, MOST_IDS).flatMap((address) => normalAddress(address) ?? []),
    subject: oneLine(parsed.subject),
    text: storable(parsed.text),
    date: first('date'),
    answers: [...new Set([...idsIn(first('in-reply-to')), ...references.toReversed()])],
    references,
    headers,
    html: parsed.html === null ? null : storable(parsed.html),
    attachments: parsed.attachments.map(fileOf),
  };
}

function replyToOf({ replyTo }: ParsedMail): IncomingMail['replyTo'] {
  const address = replyTo === null ? undefined : normalAddress(replyTo.address);
  return address === undefined || !replyTo ? null : { address, name: oneLine(replyTo.name, 200) || null };
}

/** Turn the end of a name round: what ends in "fdp.exe" looks like "exe.pdf". */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Its name leads into no folder and is read in the order in which it is written. */
const fileOf = ({ name, type, bytes, digest, content }: AttachedFile): AttachedFile => ({
  name: name && oneLine(name.replaceAll(TURNS, '').replaceAll(/[\\/]/g, '_'), 200), type: content ? contentType(content) : oneLine(type, 100), bytes, digest, content,
});

function headersOf({ headers }: ParsedMail): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of headers) {
    const colon = line.indexOf(':');
    const key = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = oneLine(line.slice(colon + 1), 20_000);
    const values = found.get(key);
    if (values) values.push(value);
    else found.set(key, [value]);
  }
  return found;
}

/** Some programs write long ids as words of another charset (RFC 2047), which ids never are. */
const ENCODED = /=\?[^?\s]+\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?/gi;
const decoded = (_word: string, kind: string, text: string): string =>
  kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('latin1') : text.replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const idsIn = (text: string): string[] => (text.replace(ENCODED, decoded).match(/<[^<>\s]{3,250}>/g) ?? []).slice(-MOST_IDS);
