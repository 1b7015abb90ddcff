import { describe, expect, it } from '@jest/globals';
import { keptFor, reachOf } from './behaviour-horizon.ts';

const clicked = (days?: number) => ({ behaviour: 'clicked', ...(days === undefined ? {} : { within: { days } }) });

describe('how long behaviour is kept', () => {
  it.each([
    ['no rule looks at it', [], 30],
    ['rules look less far back than the policy keeps', [clicked(7)], 30],
    ['a rule looks further back', [clicked(7), { not: clicked(365) }], 367],
    ['a rule looks at all there is', [clicked(7), { all: [clicked(), clicked(10)] }], null],
  ])('where %s', (_what, rules, days) => {
    expect(keptFor('clicked', rules, 30)).toBe(days);
  });

  it('is another for each type', () => {
    expect([...reachOf({ any: [clicked(3), clicked(9), { behaviour: 'bought' }] })]).toEqual([['clicked', 9], ['bought', null]]);
  });
});
