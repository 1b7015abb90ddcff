import { SHARED_DOMAINS } from '../addresses/free-mail.ts';
import { isOfFew } from './joins.repository.ts';

// Five times as fast as by regular expressions.
const lastNames = (domain: string, names: number): string => Array.from({ length: names }, (_, n) => `split_part(${domain}, '.', ${n - names})`).join(` || '.' || `);

/** A domain, and what is left of it without the first names: a registered domain has two or three names. */
const above = (domain: string): string => `CASE WHEN ${domain} LIKE '%.%.%' THEN ARRAY[${domain}, ${lastNames(domain, 2)}, ${lastNames(domain, 3)}] ELSE ARRAY[${domain}] END`;

/** Whether a domain is one of those that a parameter lists, or lies below one. A list is hashed where it is a parameter of the statement. */
export const isWithin = (domain: string, list: string): string =>
  `(${domain} = ANY (${list}) OR ${domain} LIKE '%.%.%' AND (${lastNames(domain, 2)} = ANY (${list}) OR ${lastNames(domain, 3)} = ANY (${list})))`;

// Not as an index of tiers has it, and not joined: all large accounts would be read for each address.
const isLarge = (tier: string): string => `${tier} || '' IN ('UMM', 'ENTERPRISE')`;

/** Whether a mail domain is that of an account of the upper tiers, or lies below one; domains that too many accounts have are nobody's. */
export const isOfLarge = (domain: string): string => `(
  EXISTS (SELECT FROM accounts u WHERE u.key = ANY (${above(domain)}) AND ${isLarge('u.tier')} AND ${isOfFew('u.key')})
  OR EXISTS (SELECT FROM account_links l WHERE l.value = ANY (${above(domain)}) AND l.kind IN ('domain', 'brand') AND ${isLarge('(SELECT u.tier FROM accounts u WHERE u.id = l.account_id)')} AND ${isOfFew('l.value')}))`;

const DOMAIN = `split_part(c.email, '@', 2)`;
const SHARED = `'{${[...SHARED_DOMAINS].join(',')}}'::text[]`;

const DOMAINS_ABOVE = above(DOMAIN);

/** Whether the contact `c` has an address elsewhere than his account `a`. */
export const HAS_OTHER_DOMAIN = `${DOMAIN} <> coalesce(a.key, '') AND ${DOMAIN} <> coalesce(a.mail_domain, '')`;

/** The company by which {@link isOfLarge} is true of the contact `c`: of several the one that has the domain for its key, or leads the others. */
export const COMPANY_AT = `(
  SELECT coalesce(u.merged_into, u.id) FROM (
    SELECT id FROM accounts WHERE key = ANY (${DOMAINS_ABOVE}) AND ${isOfFew('key')}
    UNION SELECT account_id FROM account_links l WHERE l.value = ANY (${DOMAINS_ABOVE}) AND l.kind IN ('domain', 'brand') AND ${isOfFew('l.value')}
  ) there JOIN accounts u ON u.id = there.id WHERE ${isLarge('u.tier')} ORDER BY u.key = ${DOMAIN} DESC, u.led_by IS NULL DESC, u.id LIMIT 1)`;

/** Whether the contact `c` has an address at a large company, and another account `a`. */
export const IS_ELSEWHERE_AT_LARGE = `${HAS_OTHER_DOMAIN} AND ${DOMAIN} <> ALL (${SHARED}) AND ${isOfLarge(DOMAIN)}`;

/**
 * Whether no mass message reaches the contact `c` because he is at a large company, whatever account `a` a list gives him. Where most people of his
 * account have the same domain that company is joined with it already; and what a person said of his account stands above it.
 */
export const AT_LARGE = `(coalesce(a.person_tier, 'UNKNOWN') = 'UNKNOWN' AND ${IS_ELSEWHERE_AT_LARGE})`;
