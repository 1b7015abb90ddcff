import { describe, expect, it } from '@jest/globals';
import { signTest } from './sign-test.ts';

describe('signTest', () => {
  it.each([
    [0, 0, 1], [1, 0, 0.5], [5, 0, 1 / 32], [8, 2, 56 / 1024], [2, 8, 1013 / 1024],
  ])('of %d wins and %d losses is the tail of a fair coin', (wins, losses, p) => expect(signTest(wins, losses)).toBeCloseTo(p, 12));

  it('holds for many pairs', () => {
    expect(signTest(5200, 4800)).toBeCloseTo(0.00003332, 6);
    expect(signTest(5000, 5000)).toBeCloseTo(0.504, 3);
  });

  it('refuses counts that cannot be', () => expect(() => signTest(-1, 2)).toThrow(RangeError));
});
