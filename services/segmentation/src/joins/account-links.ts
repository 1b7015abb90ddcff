import { taxIdOf } from '@widecast/tiers';
import { getDomain } from 'tldts';
import { SHARED_DOMAINS } from '../addresses/free-mail.ts';

export const linkKinds = ['tax', 'domain', 'parent', 'merged'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Accounts with one value are one company; an account is also one with those whose value is its key. */
export interface AccountLink {
  /** `tax:` and a tax id, or the key of an account: a mail domain, a parent, or whom it is merged into. */
  readonly value: string;
  readonly kind: LinkKind;
}

export interface Linkable {
  readonly key: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The corporate mail domain that most of its contacts have. */
  readonly mailDomain: string | null;
  /** What a person said of its parent: a key, or null where there is none; undefined where nobody said anything. */
  readonly parent?: string | null | undefined;
  /** The key of the account that it is merged into. */
  readonly mergedKey?: string | null | undefined;
}

const TAX_FIELDS = ['tax_id', 'inn', 'vat_id', 'ИНН'] as const;
const DOMAIN_FIELDS = ['domain', 'website'] as const;
const DOMAIN = /^[^\s@/]+\.[^\s@/]+$/;

const textsOf = (attributes: Linkable['attributes'], fields: readonly string[]): string[] =>
  fields.map((field) => attributes[field]).filter((value) => typeof value === 'string' || typeof value === 'number').map((value) => String(value).trim()).filter((text) => text !== '');

/** The domain that a company registered, of a host or an address of a page; null for those that many strangers share. */
export function companyDomain(text: string): string | null {
  const lower = text.toLowerCase();
  const domain = getDomain(lower, { allowPrivateDomains: true });
  return domain === null || SHARED_DOMAINS.has(domain) || SHARED_DOMAINS.has(lower) ? null : domain;
}

/** By what an account may be one company with others. */
export function linksOf({ key, attributes, mailDomain, parent, mergedKey }: Linkable): AccountLink[] {
  const taxIds = [...textsOf(attributes, TAX_FIELDS), key].flatMap((text) => taxIdOf(text) ?? []).map((id) => `tax:${id}`);
  const told = [...textsOf(attributes, DOMAIN_FIELDS), ...(DOMAIN.test(key) ? [key] : [])];
  // Mostly the key is the mail domain.
  const domains = [...new Set([...told, ...(mailDomain === null ? [] : [mailDomain])])].flatMap((text) => companyDomain(text) ?? []);
  const parents = parent === undefined ? textsOf(attributes, ['parent']).map((text) => text.toLowerCase()) : parent === null ? [] : [parent];
  const links = new Map<string, LinkKind>();
  for (const [kind, values] of [['merged', mergedKey ? [mergedKey] : []], ['tax', taxIds], ['parent', parents], ['domain', domains]] as const) {
    for (const value of values) if (value !== key && !links.has(value)) links.set(value, kind);
  }
  return Array.from(links, ([value, kind]) => ({ value, kind }));
}
