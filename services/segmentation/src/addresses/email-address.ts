import { domainSpelling } from './domain-spelling.ts';

// RFC 5321 §4.5.3.1, in octets: 64 before the @, 255 after it, 254 in all (the path of 256 has two angle brackets).
const LONGEST_LOCAL = 64;
const LONGEST = 254;

const PLAIN = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
// In any script (RFC 6531), but nothing that cannot be seen.
const INTERNATIONAL = /^[^\s@<>()[\]\\,;:"\p{C}\p{Z}.]+(?:\.[^\s@<>()[\]\\,;:"\p{C}\p{Z}.]+)*$/u;
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

export type AddressResult = { readonly address: string; readonly domain: string } | { readonly defect: string };

/** The one spelling of an address under which a contact is known: lower case, composed, the domain in ASCII. Dispatch accepts the same ones. */
export function normaliseAddress(input: string): AddressResult {
  const text = input.trim().toLowerCase().normalize('NFC');
  const at = text.lastIndexOf('@');
  if (text === '') return { defect: 'the address is empty' };
  if (at < 1 || at === text.length - 1) return { defect: 'give an address like name@example.com' };
  const local = text.slice(0, at);
  const domain = domainSpelling(text.slice(at + 1));
  const octets = Buffer.byteLength(local);
  if (octets > LONGEST_LOCAL) return { defect: `shorten the part before the @ to ${LONGEST_LOCAL} ${octets > local.length ? 'bytes of UTF-8' : 'characters'}` };
  if (octets + 1 + domain.length > LONGEST) return { defect: `shorten the address to ${LONGEST} characters` };
  if (!(ASCII.test(local) ? PLAIN : INTERNATIONAL).test(local)) return { defect: 'the part before the @ has characters that mail systems do not take' };
  if (!DOMAIN.test(domain)) return { defect: 'the part after the @ is no domain' };
  return { address: `${local}@${domain}`, domain };
}

/** The spelling under which somebody of this address would be known; what is no address is nobody's. */
export function lookedFor(input: string): string {
  const result = normaliseAddress(input);
  return 'defect' in result ? input.trim().toLowerCase() : result.address;
}
