import { DISPOSABLE_DOMAINS, FREE_MAIL_DOMAINS } from './mail-domains.ts';

/** Names of offices, not of persons (RFC 2142, and what firms write on their pages). */
export const ROLE_NAMES = [
  'info', 'sales', 'support', 'contact', 'office', 'admin', 'administrator', 'marketing', 'service', 'hello', 'help', 'helpdesk', 'mail', 'post', 'team', 'hr', 'jobs', 'career', 'billing', 'accounts',
  'accounting', 'buh', 'finance', 'invoice', 'invoices', 'orders', 'order', 'zakaz', 'shop', 'press', 'pr', 'legal', 'privacy', 'security', 'abuse', 'postmaster', 'hostmaster', 'webmaster', 'noc', 'noreply',
  'no-reply', 'newsletter', 'secretary', 'reception', 'kontakt', 'buchhaltung', 'vertrieb', 'comercial', 'ventas', 'contabilidad', 'direction', 'accueil',
] as const;

/** What an address tells of who reads it: that of an office, of some minutes, of anybody, or of a person in a company. */
export const ADDRESS_KINDS = ['role', 'disposable', 'free', 'personal'] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** The first that applies; `sales+spring@` is an office too. */
export function addressKindOf(email: string): AddressKind {
  const at = email.lastIndexOf('@');
  const [domain, name] = [email.slice(at + 1), email.slice(0, at).split('+')[0] ?? ''];
  if (isAmong(DISPOSABLE_DOMAINS, domain)) return 'disposable';
  if (isAmong(ROLE_NAMES, name)) return 'role';
  return isAmong(FREE_MAIL_DOMAINS, domain) ? 'free' : 'personal';
}

/** The same in SQL, over a normalised address; the lists are ours, and hold no quote. */
export const addressKindSql = (email: string): string => {
  const [domain, name] = [`split_part(${email}, '@', 2)`, `split_part(split_part(${email}, '@', 1), '+', 1)`];
  return `(CASE WHEN ${email} IS NULL THEN NULL WHEN ${domain} = ANY(${arrayOf(DISPOSABLE_DOMAINS)}) THEN 'disposable' WHEN ${name} = ANY(${arrayOf(ROLE_NAMES)}) THEN 'role'
    WHEN ${domain} = ANY(${arrayOf(FREE_MAIL_DOMAINS)}) THEN 'free' ELSE 'personal' END)`;
};

const isAmong = (list: readonly string[], text: string): boolean => list.includes(text);
const arrayOf = (list: readonly string[]): string => `'{${list.join(',')}}'::text[]`;
