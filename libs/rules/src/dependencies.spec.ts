import { describe, expect, it } from '@jest/globals';
import { dependenciesOf } from './dependencies.ts';

const SEGMENT = '0192f3a4-5b6c-7d8e-9f01-23456789abcd';

describe('dependenciesOf', () => {
  it('names everything that the rule looks at, once, at any depth', () => {
    const dependencies = dependenciesOf({
      all: [
        { field: 'account.seats', op: 'gt', value: 5 },
        { any: [{ field: 'account.attributes.seats', op: 'exists' }, { field: 'account.tier', op: 'exists' }] },
        { not: { any: [{ behaviour: 'visited' }, { segment: SEGMENT }, { behaviour: 'bought' }] } },
        { consent: 'advertising', is: true },
      ],
    });

    expect(dependencies).toEqual({
      fields: ['account.attributes.seats', 'account.tier'],
      behaviours: ['bought', 'visited'],
      segments: [SEGMENT],
      consents: ['advertising'],
      timed: false,
    });
  });

  it('is timed when a behaviour has a window', () => {
    expect(dependenciesOf({ not: { behaviour: 'visited', within: { days: 1 } } }).timed).toBe(true);
  });
});
