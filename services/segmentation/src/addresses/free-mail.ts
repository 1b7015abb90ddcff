import { DISPOSABLE_DOMAINS, FREE_MAIL_DOMAINS } from '@widecast/rules';

/** Domains of which many strangers have addresses. */
export const SHARED_DOMAINS: ReadonlySet<string> = new Set([...FREE_MAIL_DOMAINS, ...DISPOSABLE_DOMAINS]);

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

export function isFreeMail(email: string): boolean {
  return SHARED_DOMAINS.has(domainOf(email));
}
