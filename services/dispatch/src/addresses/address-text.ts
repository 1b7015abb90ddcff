import { mailboxOf } from '@widecast/mail';
import { z } from 'zod';

// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

const textIn = (spelling: (text: string) => string | undefined, message: string): z.ZodType<string, string> =>
  z.string().trim().max(254).transform((text, context) => {
    const address = spelling(text);
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** An address as somebody gives it, in any script; it becomes the spelling in which addresses are kept and written to, its domain in ASCII. */
export const addressText = textIn(spellingOf, 'must be an address, like name@example.com');

/** One of ours. It stands in every message, also in those to mail systems that know nothing of SMTPUTF8. */
export const plainAddressText = textIn((text) => {
  const address = spellingOf(text);
  return address !== undefined && ASCII.test(address) ? address : undefined;
}, 'must be an address, like name@example.com, in ASCII before the @: not every mail system takes mail from others');

/**
 * Undefined where the domain is none of the Internet, or it is no address at all. What only systems with SMTPUTF8 can take has the one
 * spelling that contacts have.
 */
export function spellingOf(text: string): string | undefined {
  const given = text.trim();
  const mailbox = mailboxOf(given)?.needsUtf8 ? mailboxOf(given.toLowerCase().normalize('NFC')) : mailboxOf(given);
  return mailbox?.address.includes('.', mailbox.address.lastIndexOf('@')) ? mailbox.address : undefined;
}
