import { readFileSync } from 'node:fs';
import { type DkimKey, dkimKeyOf, signMessage } from '@widecast/mail';

/** Signs messages for the domains it has keys of. */
export class Signer {
  private readonly byDomain = new Map<string, readonly DkimKey[]>();

  constructor(private readonly keys: readonly DkimKey[]) {}

  /** The keys of a sender's domain or of the domain above it, so that the signature is aligned (RFC 7489 §3.1.1); none where the relay signs. The same list for a domain always. */
  keysFor(domain: string): readonly DkimKey[] {
    const known = this.byDomain.get(domain) ?? this.alignedWith(domain.toLowerCase());
    this.byDomain.set(domain, known);
    return known;
  }

  private alignedWith(domain: string): readonly DkimKey[] {
    const exact = this.keys.filter((key) => key.domain === domain);
    return exact.length > 0 ? exact : this.keys.filter((key) => domain.endsWith(`.${key.domain}`));
  }

  /** With these, which take the place of those of the same domains. */
  replacedBy(keys: readonly DkimKey[]): Signer {
    const domains = new Set(keys.map(({ domain }) => domain));
    return new Signer([...this.keys.filter(({ domain }) => !domains.has(domain)), ...keys]);
  }

  /** The message as it is where there is no key for its sender. */
  sign(message: Buffer, domain: string): Buffer {
    const keys = this.keysFor(domain);
    return keys.length === 0 ? message : signMessage(message, keys, new Date());
  }
}

const ENTRY = /^([^:,\s]+):([^:,\s]+):([^,\s]+)$/;

/**
 * Keys out of a setting: `domain:selector:key` each, parted by commas; a key is a file in PEM (a path that begins with / or .)
 * or PKCS #8 in base64. Throws where one of them cannot sign, and says how to mend it.
 */
export function signerOf(setting: string): Signer {
  return new Signer(setting.split(',').filter((entry) => entry.trim() !== '').map((entry) => {
    const [, domain, selector, key] = ENTRY.exec(entry.trim()) ?? [];
    if (domain === undefined || selector === undefined || key === undefined) {
      throw new Error('DKIM_KEYS: an entry is not like example.com:selector:/path/to/key.pem, or with the key as PKCS #8 in base64 at its end');
    }
    return dkimKeyOf({ domain, selector, privateKey: /^[/.]/.test(key) ? read(key) : key });
  }));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`DKIM_KEYS: the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code}); mount it, or let the service read it`, { cause: error });
  }
}
