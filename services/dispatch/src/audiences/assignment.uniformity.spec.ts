import { describe, expect, it } from '@jest/globals';
import { isHeldOut } from '../policy/sending-policy.ts';
import { arm, chooserOf, type Arm } from './assignment.ts';

const SEEDS = 1000;
const CONTACTS = 150;
const ARMS: readonly Arm[] = [['a', 5], ['b', 3], ['out', 2]].map(([name, weight]) => arm.parse({ name, weight, templateId: null }));
const SHARES = [0.5, 0.3, 0.2];

/** Version 7, as imports give them: of one millisecond, one after the other. */
const ids = Array.from({ length: CONTACTS }, (_, n) => `0191e0b0-5c3a-7d11-8a22-${n.toString(16).padStart(12, '0')}`);

const positionsOf = (seed: string): number[] => {
  const choose = chooserOf(ARMS, { kind: 'hash', seed }, '');
  return ids.map((id) => ARMS.findIndex(({ name }) => name === choose(id, {})?.name));
};

const chiSquare = (observed: readonly number[], expected: readonly number[]): number =>
  observed.reduce((sum, count, at) => sum + (count - (expected[at] ?? 0)) ** 2 / (expected[at] ?? 1), 0);

/** How many standard deviations a sum of chi-squares with so many degrees of freedom lies off (Wilson and Hilferty, 1931). */
const deviationOf = (sum: number, freedom: number): number => (Math.cbrt(sum / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));

const cellsOf = (one: readonly number[], other: readonly number[], columns: number): number[] => {
  const cells = Array.from({ length: ARMS.length * columns }, () => 0);
  one.forEach((row, n) => {
    const at = row * columns + (other[n] ?? 0);
    cells[at] = (cells[at] ?? 0) + 1;
  });
  return cells;
};

describe('arms by hash, over a thousand seeds', () => {
  const all = Array.from({ length: SEEDS }, (_, n) => positionsOf(`campaign ${n}`));

  it('are as large as their weights say: neither off, nor too even to be by chance', () => {
    const sums = all.map((positions) => chiSquare(ARMS.map((_, at) => positions.filter((each) => each === at).length), SHARES.map((share) => share * CONTACTS)));

    expect(Math.abs(deviationOf(sums.reduce((a, b) => a + b, 0), SEEDS * 2))).toBeLessThan(4);
    // 5 % of the seeds lie beyond the 95 % quantile of chi-square with two degrees of freedom; ± 4 deviations of a binomial.
    const beyond = sums.filter((sum) => sum > 5.991).length;
    expect(Math.abs(beyond - SEEDS * 0.05)).toBeLessThan(4 * Math.sqrt(SEEDS * 0.05 * 0.95));
  });

  it('of one campaign tell nothing of those of the next', () => {
    const expected = SHARES.flatMap((one) => SHARES.map((other) => one * other * CONTACTS));
    const sum = all.slice(1).reduce((total, positions, n) => total + chiSquare(cellsOf(all[n] ?? [], positions, 3), expected), 0);

    // Eight degrees of freedom a pair where both margins vary too.
    expect(Math.abs(deviationOf(sum, (SEEDS - 1) * 8))).toBeLessThan(4);
  });

  it('tell nothing of who is in the global hold-out, even where the seeds are the same', () => {
    const outs = all.map((_, n) => ids.map((id) => Number(isHeldOut({ globalHoldOut: { share: 0.1, seed: `campaign ${n}` }, frequencyCap: null, senderWarmUp: null }, id))));
    const expected = SHARES.flatMap((share) => [share * 0.9 * CONTACTS, share * 0.1 * CONTACTS]);
    const sum = all.reduce((total, positions, n) => total + chiSquare(cellsOf(positions, outs[n] ?? [], 2), expected), 0);

    expect(Math.abs(deviationOf(sum, SEEDS * 5))).toBeLessThan(4);
  });

  it('see no pattern in ids that follow each other', () => {
    const same = all.reduce((total, positions) => total + positions.slice(1).filter((each, n) => each === positions[n]).length, 0);
    const pairs = SEEDS * (CONTACTS - 1);
    const chance = SHARES.reduce((total, share) => total + share ** 2, 0);

    expect(Math.abs(same - pairs * chance)).toBeLessThan(6 * Math.sqrt(pairs * chance * (1 - chance)));
  });

  it('stay with the contact, whoever else is there and in whatever order', () => {
    const choose = chooserOf(ARMS, { kind: 'hash', seed: 's' }, '');
    const forwards = new Map(ids.map((id) => [id, choose(id, {})?.name]));
    const backwards = new Map(ids.toReversed().filter((_, n) => n % 3 > 0).map((id) => [id, choose(id, {})?.name]));

    for (const [id, name] of backwards) expect(forwards.get(id)).toBe(name);
  });
});

describe('the global hold-out', () => {
  it('only grows with its share, and stays the same for its seed', () => {
    const out = (share: number) => new Set(ids.filter((id) => isHeldOut({ globalHoldOut: { share, seed: 'x' }, frequencyCap: null, senderWarmUp: null }, id)));
    const [small, large] = [out(0.05), out(0.2)];

    expect([...small].every((id) => large.has(id))).toBe(true);
    expect(large.size).toBeGreaterThan(small.size);
    expect(ids.some((id) => isHeldOut({ globalHoldOut: null, frequencyCap: null, senderWarmUp: null }, id))).toBe(false);
  });
});
