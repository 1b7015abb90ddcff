import { taxIdOf, taxIdsIn, type TierPolicy } from '@widecast/tiers';
import { getDomain, parse } from 'tldts';
import { domainSpelling, keySpelling } from '../addresses/domain-spelling.ts';
import { isNamedLike } from '../duplicates/company-name.ts';
import { SHARED_DOMAINS } from '../addresses/free-mail.ts';

/** `brand`: a domain by which the account is called too, or that it tells as its own while its people write from it. */
export const linkKinds = ['tax', 'domain', 'brand', 'parent', 'merged'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Accounts with one value are one company; an account is also one with those whose value is its key. */
export interface AccountLink {
  /** `tax:` and a tax id, or the key of an account: a mail domain, a parent, or whom it is merged into. */
  readonly value: string;
  readonly kind: LinkKind;
}

export interface Linkable {
  readonly key: string;
  readonly name: string | null;
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

const TAX_FIELDS: ReadonlySet<string> = new Set(['tax_id', 'vat_id']);
const INN_FIELDS: ReadonlySet<string> = new Set(['inn', 'инн']);
const DOMAIN_FIELDS: ReadonlySet<string> = new Set(['domain', 'website']);
const PARENT_FIELDS: ReadonlySet<string> = new Set(['parent']);
const DOMAIN = /^[^\s@/]+\.[^\s@/]+$/;
const SEPARATORS = /[\s,;|]+/;
// INN of organisations and of persons in regions 01 to 09 where a spreadsheet took them for numbers.
const WITHOUT_ZERO = /^(?:\d{9}|\d{11})$/;

/** What is told under these names, in small or capital letters. */
function textsOf(attributes: Linkable['attributes'], fields: ReadonlySet<string>): string[] {
  const texts: string[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    if (!fields.has(name.toLowerCase())) continue;
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    if (text !== '') texts.push(text);
  }
  return texts;
}

/** The tax ids of an account, its key among them. */
function taxIdsOf({ key, attributes }: Linkable): string[] {
  const inns = textsOf(attributes, INN_FIELDS).map((text) => (WITHOUT_ZERO.test(text) ? `0${text}` : text));
  return [...textsOf(attributes, TAX_FIELDS), ...inns].flatMap(taxIdsIn).concat(taxIdOf(key) ?? []);
}

/** The domain that a company registered, of a host or an address of a page; null for those that many strangers share. */
export function companyDomain(text: string): string | null {
  const lower = text.toLowerCase();
  const found = getDomain(lower, { allowPrivateDomains: true });
  const domain = found === null ? '' : domainSpelling(found);
  return domain === '' || SHARED_DOMAINS.has(domain) || SHARED_DOMAINS.has(lower) ? null : domain;
}

/** Companies have several pages and write them into one cell: what lies between separators counts where it is a domain of the Internet. */
function companyDomainsIn(text: string): string[] {
  const several = SEPARATORS.test(text) ? text.split(SEPARATORS).filter((part) => parse(part).isIcann === true) : [];
  return [text, ...several].map(companyDomain).filter((domain) => domain !== null);
}

/** The kinds of links that join nobody by the policy. */
export const apartBy = ({ treatment }: TierPolicy): LinkKind[] => (treatment.subsidiaries === 'apart' ? ['parent'] : []);

/** By what an account may be one company with others. */
export function linksOf(account: Linkable): AccountLink[] {
  const { key, attributes, parent, mergedKey } = account;
  const links: AccountLink[] = [];
  const add = (kind: LinkKind, value: string): void => {
    if (value !== key && links.every((link) => link.value !== value)) links.push({ value, kind });
  };
  if (mergedKey) add('merged', mergedKey);
  for (const id of taxIdsOf(account)) add('tax', `tax:${id}`);
  for (const text of parent === undefined ? textsOf(attributes, PARENT_FIELDS) : []) add('parent', keySpelling(text));
  if (parent) add('parent', parent);
  for (const domain of companyDomains(account)) add(isNamedLike(account.name ?? '', domain) || isToldAndUsed(account, domain) ? 'brand' : 'domain', domain);
  return links;
}

/** Customers of a provider write from its domain and have other pages, or have pages there and write from elsewhere. */
function isToldAndUsed({ attributes, mailDomain, ownMailDomain }: Linkable, domain: string): boolean {
  const isIt = (text: string | null | undefined): boolean => Boolean(text) && companyDomain(text ?? '') === domain;
  return (isIt(mailDomain) || isIt(ownMailDomain)) && textsOf(attributes, DOMAIN_FIELDS).flatMap(companyDomainsIn).includes(domain);
}

/** The registered domains that are an account's own, as far as is known. */
export function companyDomains(account: Linkable): string[] {
  return [...new Set(domainsOf(account).flatMap(companyDomainsIn))];
}

/** Mostly the key is the mail domain. */
function domainsOf({ key, attributes, mailDomain, ownMailDomain = null }: Linkable): string[] {
  const told = textsOf(attributes, DOMAIN_FIELDS);
  if (DOMAIN.test(key)) told.push(key);
  for (const domain of [mailDomain, ownMailDomain]) if (domain !== null && !told.includes(domain)) told.push(domain);
  return told;
}
