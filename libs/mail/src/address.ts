import { domainToASCII } from 'node:url';

/** One mailbox as it is written into an envelope. */
export interface Mailbox {
  /** The domain as A-labels. */
  readonly address: string;
  /** Its local part is not ASCII: only relays with SMTPUTF8 (RFC 6531) can take it. */
  readonly needsUtf8: boolean;
}

/** Octets of a local part, a domain and a path without its angle brackets (RFC 5321 §4.5.3.1). */
const [LONGEST_LOCAL, LONGEST_DOMAIN, LONGEST_PATH] = [64, 255, 254];
// One plain mailbox: no display name, no quoted local part, no comment, no second address, nothing invisible; dots only between something.
const LOCAL = /^[^\s@<>()[\]\\,;:"\p{C}.]+(?:\.[^\s@<>()[\]\\,;:"\p{C}.]+)*$/u;
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

/** Undefined where the text is not one plain address that can be written to. */
export function mailboxOf(text: string): Mailbox | undefined {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || !LOCAL.test(local) || Buffer.byteLength(local) > LONGEST_LOCAL) return undefined;
  const labels = ASCII.test(domain) ? domain : domainToASCII(domain);
  if (labels.length > LONGEST_DOMAIN || !DOMAIN.test(labels)) return undefined;
  const address = `${local}@${labels}`;
  return Buffer.byteLength(address) > LONGEST_PATH ? undefined : { address, needsUtf8: !ASCII.test(local) };
}
