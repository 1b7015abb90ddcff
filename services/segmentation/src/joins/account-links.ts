import { taxIdOf, type TierPolicy } from '@widecast/tiers';
import { getDomain } from 'tldts';
import { domainSpelling, keySpelling } from '../addresses/domain-spelling.ts';
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
  /** The corporate mail domain that most of its contacts have, or had. */
  readonly mailDomain: string | null;
  /** The same of those who came to itself, where others are merged into it that may have more people. */
  readonly ownMailDomain?: string | null | undefined;
  /** What a person said of its parent: a key, or null where there is none; undefined where nobody said anything. */
  readonly parent?: string | null | undefined;
  /** The key of the account that it is merged into. */
  readonly mergedKey?: string | null | undefined;
}

const TAX_FIELDS = ['tax_id', 'inn', 'vat_id', 'ИНН'] as const;
const DOMAIN_FIELDS = ['domain', 'website'] as const;
const DOMAIN = /^[^\s@/]+\.[^\s@/]+$/;

function textsOf(attributes: Linkable['attributes'], fields: readonly string[]): string[] {
  const texts: string[] = [];
  for (const field of fields) {
    const value = attributes[field];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    if (text !== '') texts.push(text);
  }
  return texts;
}

/** The domain that a company registered, of a host or an address of a page; null for those that many strangers share. */
export function companyDomain(text: string): string | null {
  const lower = text.toLowerCase();
  const found = getDomain(lower, { allowPrivateDomains: true });
  const domain = found === null ? '' : domainSpelling(found);
  return domain === '' || SHARED_DOMAINS.has(domain) || SHARED_DOMAINS.has(lower) ? null : domain;
}

/** The kinds of links that join nobody by the policy. */
export const apartBy = ({ treatment }: TierPolicy): LinkKind[] => (treatment.subsidiaries === 'apart' ? ['parent'] : []);

/** By what an account may be one company with others. */
export function linksOf(account: Linkable): AccountLink[] {
  const { key, attributes, parent, mergedKey } = account;
  const links: AccountLink[] = [];
  const add = (kind: LinkKind, value: string | null): void => {
    if (value !== null && value !== key && links.every((link) => link.value !== value)) links.push({ value, kind });
  };
  if (mergedKey) add('merged', mergedKey);
  for (const text of [...textsOf(attributes, TAX_FIELDS), key]) add('tax', taxLinkOf(text));
  for (const text of parent === undefined ? textsOf(attributes, ['parent']) : []) add('parent', keySpelling(text));
  if (parent) add('parent', parent);
  for (const text of domainsOf(account)) add('domain', companyDomain(text));
  return links;
}

/** The registered domains that are an account's own, as far as is known. */
export function companyDomains(account: Linkable): string[] {
  const domains = domainsOf(account).map(companyDomain).filter((domain) => domain !== null);
  return [...new Set(domains)];
}

function taxLinkOf(text: string): string | null {
  const id = taxIdOf(text);
  return id === null ? null : `tax:${id}`;
}

/** Mostly the key is the mail domain. */
function domainsOf({ key, attributes, mailDomain, ownMailDomain = null }: Linkable): string[] {
  const told = textsOf(attributes, DOMAIN_FIELDS);
  if (DOMAIN.test(key)) told.push(key);
  for (const domain of [mailDomain, ownMailDomain]) if (domain !== null && !told.includes(domain)) told.push(domain);
  return told;
}
