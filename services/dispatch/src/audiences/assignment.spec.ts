import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { chooserOf, uniformOf, type Arm } from './assignment.ts';

const arm = (name: string, weight = 1): Arm => ({ name, templateId: null, weight, costPerMessage: 0 });

describe('assignment to arms', () => {
  it('divides contacts in proportion to the weights', () => {
    const weights = { a: 5, b: 3, c: 2 };
    const choose = chooserOf(Object.entries(weights).map(([name, weight]) => arm(name, weight)), { kind: 'hash', seed: 'spring' }, randomUUID());
    // Fixed ids, so that the statistic is always the same.
    const ids = Array.from({ length: 20_000 }, (_, n) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`);

    const counts: Record<string, number> = {};
    for (const id of ids) {
      const name = choose(id, {})?.name ?? 'none';
      counts[name] = (counts[name] ?? 0) + 1;
    }

    const chiSquare = Object.entries(weights).reduce((sum, [name, weight]) => {
      const expected = (ids.length * weight) / 10;
      return sum + ((counts[name] ?? 0) - expected) ** 2 / expected;
    }, 0);
    // The 99.9 % quantile of chi-square with 2 degrees of freedom.
    expect(chiSquare).toBeLessThan(13.82);
  });

  it('puts a contact into the same arm whoever else is there and in whatever order they come', () => {
    const arms = [arm('a'), arm('b'), arm('c')];
    const ids = Array.from({ length: 500 }, () => randomUUID());
    const campaignId = randomUUID();
    const choose = chooserOf(arms, { kind: 'hash' }, campaignId);
    const again = chooserOf(arms, { kind: 'hash' }, campaignId);

    const first = new Map(ids.map((id) => [id, choose(id, {})?.name]));
    const second = new Map(ids.toReversed().slice(100).map((id) => [id, again(id, {})?.name]));

    expect([...second].every(([id, name]) => first.get(id) === name)).toBe(true);
  });

  it('is independent between campaigns with different seeds', () => {
    const ids = Array.from({ length: 4000 }, (_, n) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`);

    const both = ids.filter((id) => uniformOf('one', id) < 0.5 && uniformOf('two', id) < 0.5).length;

    expect(Math.abs(both - 1000)).toBeLessThan(100);
  });

  it('follows an attribute where a past experiment is replayed, and knows no arm for what it does not name', () => {
    const choose = chooserOf([arm('A'), arm('B')], { kind: 'attribute', attribute: 'group', arms: { mens: 'A', '1': 'B' } }, randomUUID());

    expect(choose(randomUUID(), { group: 'mens' })?.name).toBe('A');
    expect(choose(randomUUID(), { group: 1 })?.name).toBe('B');
    expect(choose(randomUUID(), { group: 'other' })).toBeUndefined();
    expect(choose(randomUUID(), {})).toBeUndefined();
    expect(choose(randomUUID(), { group: 'constructor' })).toBeUndefined();
  });
});
