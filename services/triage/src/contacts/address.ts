import { domainToASCII } from 'node:url';

const LOCAL = /^[^\s<>()[\]",:;\\\p{Cc}\p{Cs}]{1,64}$/u;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/** The one form in which addresses are compared: lower case, the domain in ASCII. Undefined where the text is no address. */
export function normalAddress(text: string): string | undefined {
  const address = text.trim().toLowerCase().normalize('NFC');
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = domainToASCII(address.slice(at + 1));
  if (address.length > 254 || !LOCAL.test(local) || local.includes('@') || !DOMAIN.test(domain)) return undefined;
  return `${local}@${domain}`;
}

/** Whether it is one of these, be it with a tag. */
export const isAmong = (addresses: readonly string[], address: string): boolean => addresses.includes(address) || addresses.includes(withoutTag(address).address);

/** `support+tag@host` → `support@host` and `tag`. */
export function withoutTag(address: string): { readonly address: string; readonly tag: string | undefined } {
  const at = address.lastIndexOf('@');
  const plus = address.indexOf('+');
  if (plus < 0 || plus > at) return { address, tag: undefined };
  return { address: address.slice(0, plus) + address.slice(at), tag: address.slice(plus + 1, at) };
}
