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
export async function signMessage(message: Buffer, keys: readonly DkimKey[], now: Date): Promise<Buffer> {
  const end = message.indexOf('\r\n\r\n') + 2;
  const signable: Signable = { ...coveredBy(message.toString('latin1', 0, end)), bodyHash: bodyHash(message.subarray(end + 2)), time: Math.floor(now.getTime() / 1000) };
  const signatures = await Promise.all(keys.map((key) => signatureOf(signable, key)));
  return Buffer.concat([Buffer.from(signatures.join(''), 'latin1'), message]);
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
  const headers = headersOf(block);
  let [data, names] = ['', ''];
  for (const name of SIGNED) {
    names += `${name}:`;
    for (const header of headers.get(name) ?? []) {
      data += `${header}\r\n`;
      names += `${name}:`;
    }
  }
  return { data, names: names.slice(0, -1) };
}

/** By their names, the last first, as a verifier takes them (RFC 6376 §5.4.2). */
function headersOf(block: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of block.split(/\r\n(?![ \t])/)) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    const header = `${name}:${relaxedValue(line.slice(colon + 1))}`;
    const known = headers.get(name);
    if (known) known.unshift(header);
    else headers.set(name, [header]);
  }
  return headers;
}

async function signatureOf({ data, names, ...changing }: Signable, key: DkimKey): Promise<string> {
  const unsigned = signatureHeader(key, names, changing);
  const signature = await signed(data + unsigned.relaxed, key);
  return `${unsigned.folded}${signature.replace(/.{1,72}/g, '\r\n $&')}\r\n`;
}

function signed(data: string, { algorithm, key }: DkimKey): Promise<string> {
  const bytes = Buffer.from(data, 'latin1');
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, signature: Buffer): void => (error ? reject(error) : resolve(signature.toString('base64')));
    if (algorithm === 'rsa-sha256') sign('sha256', bytes, key, done);
    // RFC 8463 §3: Ed25519 signs the SHA-256 of the data.
    else sign(null, hash('sha256', bytes, 'buffer'), key, done);
  });
}
