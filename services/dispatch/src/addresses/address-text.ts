import { mailboxOf } from '@widecast/mail';
import { z } from 'zod';

/** An address as somebody gives it, domains in any script; it becomes the spelling in which addresses are kept and written to, its domain in ASCII. */
export const addressText = z.string().trim().max(254).transform((text, context) => {
  const address = spellingOf(text);
  if (address !== undefined) return address;
  context.addIssue({ code: 'custom', message: 'must be an address, like name@example.com' });
  return z.NEVER;
});

/** Undefined where mail systems that know nothing of SMTPUTF8 cannot take it, or the domain is none of the Internet. */
export function spellingOf(text: string): string | undefined {
  const mailbox = mailboxOf(text.trim());
  return mailbox && !mailbox.needsUtf8 && mailbox.address.includes('.', mailbox.address.lastIndexOf('@')) ? mailbox.address : undefined;
}
