import type { Rule } from '@widecast/rules';

const DEEDS = ['opened', 'clicked', 'visited', 'bought'] as const;
const INDUSTRIES = ['retail', 'food', 'software', 'health', 'transport', 'education'] as const;

/** Rules as people write them, each about something else; a fifth of them looks at the behaviour that the load changes. */
export function ruleOf(n: number): Rule {
  const city: Rule = { field: 'attributes.city', op: 'eq', value: `city ${n % 50}` };
  const deed = DEEDS[n % 4] ?? 'opened';
  const kinds: readonly Rule[] = [
    { all: [city, { field: 'attributes.plan', op: 'in', value: ['basic', 'plus'] }, { field: 'attributes.seats', op: 'gte', value: n % 100 }] },
    { all: [{ field: 'account.industry', op: 'eq', value: INDUSTRIES[n % 6] ?? '' }, { field: 'account.tier', op: 'in', value: ['SOHO', 'SMB'] }, city] },
    { all: [{ behaviour: deed, times: { op: 'gte', count: 2 + (n % 3) }, within: { days: 7 + (n % 24) } }, { consent: 'advertising', is: true }, city] },
    { all: [{ behaviour: 'bought', last: { op: 'lt', daysFromNow: -60 - n } }, { field: 'account.region', op: 'eq', value: `region ${n % 40}` }] },
    { all: [city, { sample: `test ${n}`, to: 50 }, { consent: 'advertising', is: true }] },
  ];
  return kinds[n % kinds.length] ?? city;
}

/** What somebody may want to recount or to count while he edits. */
export const TYPICAL: Readonly<Record<string, Rule>> = {
  'small, with consent, a plan': {
    all: [
      { field: 'account.tier', op: 'in', value: ['SOHO', 'SMB'] }, { consent: 'advertising', is: true }, { field: 'attributes.plan', op: 'eq', value: 'basic' },
      { field: 'account.industry', op: 'in', value: ['retail', 'food'] },
    ],
  },
  'clicked at least twice in 30 days': { all: [{ behaviour: 'clicked', times: { op: 'gte', count: 2 }, within: { days: 30 } }, { consent: 'advertising', is: true }] },
  'bought, but not for 90 days': { all: [{ behaviour: 'bought' }, { behaviour: 'bought', last: { op: 'lt', daysFromNow: -90 } }, { consent: 'advertising', is: true }] },
};

export const PROBE: Rule = { behaviour: 'probed', within: { days: 30 } };
