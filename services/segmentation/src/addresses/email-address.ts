import { domainSpelling } from './domain-spelling.ts';

// RFC 5321 §4.5.3.1: 64 before the @, 255 after it, 254 in all (the path of 256 has two angle brackets).
const LONGEST_LOCAL = 64;
const LONGEST = 254;

const PLAIN = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

export type AddressResult = { readonly address: string; readonly domain: string } | { readonly defect: string };

/** The one spelling of an address under which a contact is known: lower case, the domain in ASCII. */
export function normaliseAddress(input: string): AddressResult {
  const text = input.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  if (text === '') return { defect: 'the address is empty' };
  if (at < 1 || at === text.length - 1) return { defect: 'give an address like name@example.com' };
  const local = text.slice(0, at);
  const domain = domainSpelling(text.slice(at + 1));
  if (local.length > LONGEST_LOCAL) return { defect: `shorten the part before the @ to ${LONGEST_LOCAL} characters` };
  if (at + 1 + domain.length > LONGEST) return { defect: `shorten the address to ${LONGEST} characters` };
  if (!PLAIN.test(local)) return { defect: 'the part before the @ has characters that mail systems do not take' };
  if (!DOMAIN.test(domain)) return { defect: 'the part after the @ is no domain' };
  return { address: `${local}@${domain}`, domain };
}

/** The spelling under which somebody of this address would be known; what is no address is nobody's. */
export function lookedFor(input: string): string {
  const result = normaliseAddress(input);
  return 'defect' in result ? input.trim().toLowerCase() : result.address;
}
