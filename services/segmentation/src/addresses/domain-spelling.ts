import { domainToASCII } from 'node:url';
import { parse } from 'tldts';

// oxlint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/** The one spelling of a domain: small letters, in ASCII; empty where it is none. */
export const domainSpelling = (domain: string): string => (ASCII.test(domain) ? domain.toLowerCase() : domainToASCII(domain));

/** The one spelling of the key of an account: small letters, and where it is a domain of the Internet the spelling that addresses have. */
export function keySpelling(text: string): string {
  const key = text.toLowerCase();
  if (ASCII.test(key)) return key;
  const { hostname, isIcann } = parse(key);
  return hostname === key && isIcann === true ? domainSpelling(key) || key : key;
}
