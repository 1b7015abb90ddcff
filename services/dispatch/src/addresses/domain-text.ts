import { domainToASCII } from 'node:url';
import { z } from 'zod';

const DOMAIN = /^[^\s@/:]+\.[^\s@/:]+$/;

/** A domain as somebody gives it, in any script; it becomes the spelling that addresses have, in ASCII and small letters. */
export const domainText = z.string().trim().max(255).transform((text, context) => {
  const ascii = DOMAIN.test(text) ? domainToASCII(text).toLowerCase() : '';
  if (ascii !== '') return ascii;
  context.addIssue({ code: 'custom', message: 'must be a domain like acme.example' });
  return z.NEVER;
});
