import { between } from '../../../../demo/src/market/random.ts';
import { chance, logNormal } from '../draws.ts';
import type { Size, TrueTier } from '../laws.ts';
import type { Account, World } from './account.ts';
import { companyOf, drawIndustry } from './company.ts';

/** How often what looks like one firm of a class is in truth a group of legal entities. */
const IS_GROUP: Readonly<Record<TrueTier, number>> = { SOHO: 0, SMB: 0.015, UMM: 0.08, ENTERPRISE: 0.2 };
/** Persons in all: fewer are not spread over several entities. */
const SMALLEST = 10;
const PURE_HOLDING = 0.25;
const LINKS = { domain: 0.35, namedParent: 0.45, taxId: 0.1, brand: 0.55, industry: 0.7 };

export const isGroup = ({ random }: World, head: Account): boolean => head.own.employees >= SMALLEST && chance(random, IS_GROUP[head.tier]);

/** Shares of the whole, unequal as they are: one or two members hold most of it. */
function partsOf({ random }: World, whole: Size, members: number): Size[] {
  const weights = Array.from({ length: members }, (_, index) => (index === 0 && chance(random, PURE_HOLDING) ? 0.01 : logNormal(random, 1, 1.1)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => ({
    employees: Math.max(1, Math.round((whole.employees * weight) / total)),
    revenue: Math.round(((whole.revenue * weight) / total) * logNormal(random, 1, 0.3)),
  }));
}

function subsidiaryOf(world: World, parent: Account, { own, index }: { readonly own: Size; readonly index: number }): Account {
  const { random } = world;
  const branded = chance(random, LINKS.brand);
  const company = companyOf(world, {
    own, whole: parent.whole, country: parent.country,
    industry: chance(random, LINKS.industry) ? parent.industry : drawIndustry(world),
    traits: ['subsidiary'], suffix: `s${index}`,
    name: (drawn) => (branded ? { core: `${parent.name.core} ${drawn.core.split(/[ -]/)[0] ?? ''}`, brand: parent.name.core } : drawn),
  });
  const domain = chance(random, LINKS.domain) && parent.mail === 'corporate' && company.mail === 'corporate';
  const named = chance(random, LINKS.namedParent);
  const taxId = chance(random, LINKS.taxId);
  return {
    ...company,
    ...(parent.group === undefined ? {} : { group: parent.group }),
    ...(domain ? { domain: parent.domain } : {}), ...(named ? { namedParent: parent } : {}), ...(taxId ? { taxId: parent.taxId } : {}),
    traits: [...company.traits, ...(domain ? ['shared-domain' as const] : []), ...(domain || named || taxId ? [] : ['hidden-subsidiary' as const])],
  };
}

/** The firm taken apart into a parent and its subsidiaries; the size of the whole stays. */
export function groupOf(world: World, head: Account): Account[] {
  const members = between(world.random, 2, head.tier === 'ENTERPRISE' ? 6 : 4);
  const [first, ...others] = partsOf(world, head.whole, members);
  if (!first) return [head];
  const made = companyOf(world, { own: first, whole: head.whole, country: head.country, industry: head.industry, traits: ['parent'], name: () => head.name });
  const parent: Account = { ...made, group: `g-${world.place.toString(36)}` };
  return [parent, ...others.map((own, index) => subsidiaryOf(world, parent, { own, index: index + 1 }))];
}
