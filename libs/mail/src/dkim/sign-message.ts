import { hash, sign } from 'node:crypto';
import { bodyHash, relaxedValue } from './canonical.ts';
import type { DkimKey } from './dkim-key.ts';
import { signatureHeader } from './signature-header.ts';

/** Signed where they are there, and once more, so that none can be added (RFC 6376 §8.15); RFC 8058 §4 wants the two of unsubscribing. */
const SIGNED = [
  'from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'mime-version', 'content-type',
  'content-transfer-encoding', 'list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id', 'auto-submitted',
];

/** The message with one signature of each key before it. Its lines end with CRLF. */
export function signMessage(message: Buffer, keys: readonly DkimKey[], now: Date): Buffer {
  return Buffer.concat([Buffer.from(signaturesOf(message, keys, secondsOf(now)), 'latin1'), message]);
}

/** Since the epoch. */
export const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);

/** A header for each key, to stand before the message; `time` is in seconds since the epoch. */
export function signaturesOf(message: Buffer, keys: readonly DkimKey[], time: number): string {
  const end = message.indexOf('\r\n\r\n') + 2;
  const signable: Signable = { ...coveredBy(message.toString('latin1', 0, end)), bodyHash: bodyHash(message.subarray(end + 2)), time };
  return keys.map((key) => signatureOf(signable, key)).join('');
}

interface Covered {
  /** Headers in relaxed form, each with its line end, in the order in which they are signed. */
  readonly data: string;
  /** What `h=` says. */
  readonly names: string;
}

interface Signable extends Covered {
  readonly bodyHash: string;
  /** Seconds since the epoch. */
  readonly time: number;
}

function coveredBy(block: string): Covered {
  const headers = SIGNED.map(() => '');
  const counts = SIGNED.map(() => 0);
  for (let [start, end] = [0, 0]; start < block.length; start = end) {
    end = endOfHeader(block, start);
    const colon = block.indexOf(':', start);
    const place = placeOf(block.slice(start, colon));
    if (place === -1) continue;
    // The last first, as a verifier takes them (RFC 6376 §5.4.2).
    headers[place] = `${SIGNED[place] ?? ''}:${relaxedValue(block.slice(colon + 1, end - 2))}\r\n${headers[place] ?? ''}`;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const names = SIGNED.map((name, place) => `${name}:`.repeat((counts[place] ?? 0) + 1)).join('');
  return { data: headers.join(''), names: names.slice(0, -1) };
}

/** After the line end that no folded line follows. */
function endOfHeader(block: string, start: number): number {
  for (let end = block.indexOf('\r\n', start); end !== -1; end = block.indexOf('\r\n', end + 2)) {
    const next = block[end + 2];
    if (next !== ' ' && next !== '\t') return end + 2;
  }
  return block.length;
}

/** By names as they are written, of which a sender knows few. */
const places = new Map<string, number>();
const KEPT = 500;

/** Where a header stands among those that are signed; -1 for others. */
function placeOf(written: string): number {
  const known = places.get(written);
  if (known !== undefined) return known;
  if (places.size >= KEPT) places.clear();
  const place = SIGNED.indexOf(written.trimEnd().toLowerCase());
  places.set(written, place);
  return place;
}

function signatureOf({ data, names, ...changing }: Signable, key: DkimKey): string {
  const unsigned = signatureHeader(key, names, changing);
  const signature = signed(data + unsigned.relaxed, key);
  return `${unsigned.folded}${signature.replace(/.{1,72}/g, '\r\n $&')}\r\n`;
}

function signed(data: string, { algorithm, key }: DkimKey): string {
  const bytes = Buffer.from(data, 'latin1');
  // RFC 8463 §3: Ed25519 signs the SHA-256 of the data.
  const signature = algorithm === 'rsa-sha256' ? sign('sha256', bytes, key) : sign(null, hash('sha256', bytes, 'buffer'), key);
  return signature.toString('base64');
}
