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

/**
 * The same in SQL, over a normalised address; the lists are ours, and hold no quote. Where only some kinds are asked for it looks
 * no further than for these, and any other may be NULL.
 */
export const addressKindSql = (email: string, asked: readonly AddressKind[] = ADDRESS_KINDS): string => {
  const [domain, name] = [`split_part(${email}, '@', 2)`, `split_part(split_part(${email}, '@', 1), '+', 1)`];
  const inOrder = [['disposable', domain, DISPOSABLE_DOMAINS], ['role', name, ROLE_NAMES], ['free', domain, FREE_MAIL_DOMAINS]] as const;
  const last = asked.includes('personal') ? inOrder.length : inOrder.findLastIndex(([kind]) => asked.includes(kind)) + 1;
  if (last === 0) return 'NULL::text';
  const kinds = inOrder.slice(0, last).map(([kind, text, list]) => `WHEN ${text} = ANY(${arrayOf(list)}) THEN '${kind}'`);
  return `(CASE WHEN ${email} IS NULL THEN NULL ${kinds.join(' ')}${asked.includes('personal') ? ` ELSE 'personal'` : ''} END)`;
};

const isAmong = (list: readonly string[], text: string): boolean => list.includes(text);
const arrayOf = (list: readonly string[]): string => `'{${list.join(',')}}'::text[]`;
