import { between, pick } from '../../../../demo/src/market/random.ts';
import { chance } from '../draws.ts';
import type { TrueTier } from '../laws.ts';
import type { Account, World } from './account.ts';
import { companyOf } from './company.ts';
import { headcountOf, looksOf, revenueOf } from './size.ts';

const HAS_BRANCHES: Readonly<Record<TrueTier, number>> = { SOHO: 0, SMB: 0.02, UMM: 0.08, ENTERPRISE: 0.15 };
const IS_REPEATED: Readonly<Record<TrueTier, number>> = { SOHO: 0.02, SMB: 0.035, UMM: 0.06, ENTERPRISE: 0.08 };
const IS_CHAIN = 0.15;
const times = <Value>(count: number, make: (index: number) => Value): Value[] => Array.from({ length: count }, (_, index) => make(index));

const hasBranches = ({ random }: World, head: Account): boolean => head.form.holder !== 'person' && chance(random, HAS_BRANCHES[head.looks]);

/** Offices of one legal entity that stand in the file as accounts: the same tax id, a part of the staff. */
function branchesOf({ random, region }: World, head: Account): Account[] {
  return times(between(random, 1, head.looks === 'ENTERPRISE' ? 4 : 2), (index) => {
    const share = 0.02 + random() * 0.2;
    const own = { employees: Math.max(1, Math.round(head.own.employees * share)), revenue: Math.round(head.own.revenue * share) };
    const city = pick(random, region.cities);
    const domain = chance(random, 0.4) && head.mail === 'corporate' ? `office${index + 1}.${head.domain}` : head.domain;
    return {
      ...head, own, looks: looksOf(region, own), domain,
      name: { ...head.name, core: region.language === 'ru' ? `${head.name.core}, ${region.branchWord} ${city}` : `${head.name.core} ${city} ${region.branchWord}` },
      traits: ['branch', 'shared-domain', ...head.traits.filter((trait) => trait === 'near-border')],
    };
  });
}

/** The same company once more, from another list or another hand. */
function duplicatesOf({ random }: World, original: Account): Account[] {
  if (!chance(random, IS_REPEATED[original.looks])) return [];
  return times(chance(random, 0.15) ? 2 : 1, () => {
    const address = random();
    const other = { domain: original.domain.replace(/\.test$/, '.example') };
    return {
      ...original, duplicateOf: original,
      ...(address < 0.2 ? { mail: 'free' as const } : {}), ...(address > 0.85 ? other : {}),
      traits: [...original.traits, 'duplicate'],
    };
  });
}

/** Independent small firms under the brand of a chain; some write from its domain. Their size is their own. */
function franchiseesOf(world: World, chain: Account): Account[] {
  const { random, region } = world;
  const isConsumer = chain.industry === 'retail' || chain.industry === 'hospitality';
  if (chain.looks !== 'ENTERPRISE' || !isConsumer || !chance(random, IS_CHAIN)) return [];
  return times(between(random, 3, 10), (index) => {
    const employees = Math.min(headcountOf(random, region), 2 * region.law.ceilings.SOHO.employees);
    const own = { employees, revenue: revenueOf(random, { region, industry: chain.industry, employees }) };
    const shop = companyOf(world, {
      own, whole: own, industry: chain.industry, country: chain.country, traits: ['franchisee'], suffix: `f${index + 1}`,
      name: (drawn) => ({ core: `${chain.name.core} ${pick(random, region.cities)}`, brand: drawn.core }),
    });
    return shop.mail === 'corporate' && chance(random, 0.6) ? { ...shop, domain: chain.domain, traits: [...shop.traits, 'shared-domain'] } : shop;
  });
}

function familyOf(world: World, account: Account): Account[] {
  if (!hasBranches(world, account)) return [account, ...duplicatesOf(world, account), ...franchiseesOf(world, account)];
  const head = account.group === undefined ? { ...account, group: `g-${world.place.toString(36)}` } : account;
  return [head, ...branchesOf(world, head), ...duplicatesOf(world, head), ...franchiseesOf(world, head)];
}

export const withRelatives = (world: World, accounts: readonly Account[]): Account[] => accounts.flatMap((account) => familyOf(world, account));
