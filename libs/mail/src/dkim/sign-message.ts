import { createHash, sign } from 'node:crypto';
import { bodyHash, relaxedHeader } from './canonical.ts';
import type { DkimKey } from './dkim-key.ts';

/** Signed where they are there, and once more, so that none can be added (RFC 6376 §8.15); RFC 8058 §4 wants the two of unsubscribing. */
const SIGNED = [
  'from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'mime-version', 'content-type',
  'content-transfer-encoding', 'list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id', 'auto-submitted',
];
const FOLD = 76;

/** The message with one signature of each key before it. Its lines end with CRLF. */
export async function signMessage(message: Buffer, keys: readonly DkimKey[], now: Date): Promise<Buffer> {
  const end = message.indexOf('\r\n\r\n') + 2;
  const headers = headersOf(message.toString('latin1', 0, end));
  const hash = bodyHash(message.subarray(end + 2));
  const signatures = await Promise.all(keys.map((key) => signatureOf(headers, hash, key, now)));
  return Buffer.concat([Buffer.from(signatures.join(''), 'latin1'), message]);
}

/** By their names, the last first, as a verifier takes them (RFC 6376 §5.4.2). */
function headersOf(block: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of block.split(/\r\n(?![ \t])/)) {
    if (line === '') continue;
    const relaxed = relaxedHeader(line);
    const name = relaxed.slice(0, relaxed.indexOf(':'));
    headers.set(name, [relaxed, ...(headers.get(name) ?? [])]);
  }
  return headers;
}

async function signatureOf(headers: ReadonlyMap<string, readonly string[]>, hash: string, key: DkimKey, now: Date): Promise<string> {
  const covered = SIGNED.flatMap((name) => headers.get(name) ?? []);
  const names = SIGNED.flatMap((name) => Array.from({ length: (headers.get(name)?.length ?? 0) + 1 }, () => name)).join(':');
  const tags = [
    'v=1', `a=${key.algorithm}`, 'c=relaxed/relaxed', `d=${key.domain}`, `s=${key.selector}`, `t=${Math.floor(now.getTime() / 1000)}`,
    `h=${names}`, `bh=${hash}`, 'b=',
  ];
  const unsigned = folded(tags);
  const signature = await signed([...covered, relaxedHeader(unsigned)].join('\r\n'), key);
  return `${unsigned}${signature.replace(/.{1,72}/g, '\r\n $&')}\r\n`;
}

function signed(data: string, { algorithm, key }: DkimKey): Promise<string> {
  const bytes = Buffer.from(data, 'latin1');
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, signature: Buffer): void => (error ? reject(error) : resolve(signature.toString('base64')));
    if (algorithm === 'rsa-sha256') sign('sha256', bytes, key, done);
    // RFC 8463 §3: Ed25519 signs the SHA-256 of the data.
    else sign(null, createHash('sha256').update(bytes).digest(), key, done);
  });
}

/** Tags in lines of their own where they do not fit; names are parted at their colons. */
function folded(tags: readonly string[]): string {
  let [text, length] = ['DKIM-Signature:', 15];
  for (const word of tags.flatMap((tag, at) => ` ${tag}${at === tags.length - 1 ? '' : ';'}`.split(/(?<=:)/))) {
    if (length + word.length > FOLD) {
      text += `\r\n ${word.trimStart()}`;
      length = 1 + word.trimStart().length;
    } else {
      text += word;
      length += word.length;
    }
  }
  return text;
}
