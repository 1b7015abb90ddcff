import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

export interface DkimKeySettings {
  readonly domain: string;
  readonly selector: string;
  /** PEM, or the base64 between its lines. */
  readonly privateKey: string;
}

/** A key that signs for a domain: parsed and known to be good. */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256';
  readonly key: KeyObject;
  /** What stands in DNS at `<selector>._domainkey.<domain>` (TXT). */
  readonly record: string;
}

/** A key that must not be used; the message says what is wrong and how to mend it. */
export class BadDkimKey extends Error {
  constructor(domain: string, what: string, readonly about: keyof DkimKeySettings = 'privateKey') {
    super(`The DKIM key of ${domain} ${what}`);
    this.name = BadDkimKey.name;
  }
}

const DOMAIN = /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;
const SELECTOR = /^(?=.{1,64}$)[a-z\d](?:[a-z\d_-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d_-]*[a-z\d])?)*$/i;
const MAKE = '`openssl genrsa 2048` or `openssl genpkey -algorithm ed25519` makes one';
/** RFC 8301 §3.2: verifiers take 1024 to 4096 bits; what is made today has 2048. */
const [LEAST_BITS, MOST_BITS] = [2048, 4096];

/** Throws {@link BadDkimKey}. */
export function dkimKeyOf({ domain, selector, privateKey }: DkimKeySettings): DkimKey {
  if (!DOMAIN.test(domain)) throw new BadDkimKey(domain, 'is for no domain; write one like mail.example.com, in ASCII and small letters', 'domain');
  if (!SELECTOR.test(selector)) throw new BadDkimKey(domain, `has the selector "${selector}"; write letters, digits, dots and hyphens`, 'selector');
  const key = parse(domain, privateKey);
  const algorithm = algorithmOf(domain, key);
  return { domain, selector, algorithm, key, record: recordOf(key, algorithm) };
}

function parse(domain: string, privateKey: string): KeyObject {
  const text = privateKey.trim().replaceAll('\\n', '\n');
  try {
    if (text.startsWith('-----')) return createPrivateKey(text);
    const key = Buffer.from(text, 'base64');
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch {
    throw new BadDkimKey(domain, `cannot be read as a private key without passphrase (PEM, or PKCS #8 in base64); ${MAKE}`);
  }
}

function algorithmOf(domain: string, key: KeyObject): DkimKey['algorithm'] {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519-sha256';
  if (key.asymmetricKeyType !== 'rsa') throw new BadDkimKey(domain, `is of the type ${String(key.asymmetricKeyType)}; DKIM knows RSA and Ed25519: ${MAKE}`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < LEAST_BITS || bits > MOST_BITS) throw new BadDkimKey(domain, `has ${bits} bits; RSA keys must have ${LEAST_BITS} to ${MOST_BITS}: ${MAKE}`);
  return 'rsa-sha256';
}

/** RFC 6376 §3.6.1; for Ed25519 the bare 32 bytes (RFC 8463 §4.2). */
function recordOf(key: KeyObject, algorithm: DkimKey['algorithm']): string {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return algorithm === 'rsa-sha256' ? `v=DKIM1; k=rsa; p=${spki.toString('base64')}` : `v=DKIM1; k=ed25519; p=${spki.subarray(-32).toString('base64')}`;
}
