import { names } from './customer-file.ts';

type Rule = Readonly<Record<string, unknown>>;

const is = (field: string, value: unknown): Rule => ({ field, op: 'eq', value });
const agreed: Rule = { consent: 'advertising', is: true };

/** Rules as growth teams write them: slices of the market by size, area and trade, by plan and use, most with a consent. */
export function segmentRules(count: number): Rule[] {
  const { industries, regions, cities, plans, sources } = names;
  const rules: Rule[] = [
    ...industries.map((industry) => ({ all: [agreed, is('account.industry', industry), { field: 'account.tier', op: 'in', value: ['SOHO', 'SMB'] }] })),
    ...regions.map((region) => ({ all: [is('account.region', region), { field: 'attributes.visits', op: 'gte', value: 50 }] })),
    ...cities.map((city) => ({ all: [agreed, is('attributes.city', city)] })),
    ...plans.flatMap((plan) => sources.map((source) => ({ all: [is('attributes.plan', plan), is('attributes.source', source), { behaviour: 'order_placed', times: { op: 'eq', count: 0 } }] }))),
  ];
  if (rules.length < count) throw new RangeError(`there are ${rules.length} rules`);
  return rules.slice(0, count);
}
