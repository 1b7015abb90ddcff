import { describe, expect, it } from '@jest/globals';
import { keptFor, looksOf, totalsFor } from './behaviour-horizon.ts';

const CAMPAIGN = '0192f3a4-5b6c-7d8e-9f01-00000000000a';
const clicked = (days?: number) => ({ behaviour: 'clicked', ...(days === undefined ? {} : { within: { days } }) });

describe('how long behaviour is kept', () => {
  it.each([
    ['no rule looks at it', [], 30],
    ['rules look less far back than the policy keeps', [clicked(7)], 30],
    ['a rule looks further back', [clicked(7), { not: clicked(365) }], 367],
    ['a rule looks at all there is', [clicked(7), { all: [clicked(), clicked(10)] }], 30],
    ['the clock has to see the last time pass a moment', [{ behaviour: 'clicked', last: { op: 'lt' as const, daysFromNow: -90 } }], 92],
    ['a moment of a rule is a date', [{ behaviour: 'clicked', first: { op: 'lt' as const, value: '2020-01-01' } }], 30],
    ['a window ends before the moment', [{ behaviour: 'clicked', within: { days: 40 }, last: { op: 'lt' as const, daysFromNow: -90 } }], 42],
  ])('where %s', (_what, rules, days) => {
    expect(keptFor('clicked', rules.flatMap(looksOf), 30)).toBe(days);
  });

  it('is another for each type', () => {
    const looks = looksOf({ any: [clicked(63), clicked(69), { behaviour: 'bought' }] });

    expect(['clicked', 'bought'].map((type) => keptFor(type, looks, 30))).toEqual([71, 30]);
  });
});

describe('totals', () => {
  it('are of what rules without a window ask, each once', () => {
    const looks = looksOf({ all: [clicked(), { not: clicked() }, clicked(9), { behaviour: 'bought', campaign: CAMPAIGN }, { any: [{ behaviour: 'bought', campaign: CAMPAIGN, sum: { op: 'gt', value: 5 } }] }] });

    expect(totalsFor(looks)).toEqual([{ type: 'clicked', campaignId: null }, { type: 'bought', campaignId: CAMPAIGN }]);
  });
});
