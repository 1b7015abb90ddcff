import { describe, expect, it } from '@jest/globals';
import { compared } from './comparison.ts';

const pairs = (both: number, model: number, serving: number): { model: boolean; serving: boolean }[] => [
  ...Array.from({ length: both }, () => ({ model: true, serving: true })),
  ...Array.from({ length: model }, () => ({ model: true, serving: false })),
  ...Array.from({ length: serving }, () => ({ model: false, serving: true })),
];

describe('a comparison of models', () => {
  it('finds the one better that wins more of what they differ in than chance would', () => {
    expect(compared(pairs(25, 8, 1))).toMatchObject({ tickets: 34, right: 33, servingRight: 26, onlyModelRight: 8, onlyServingRight: 1, isBetter: true });
  });

  it.each([
    ['a few more wins than losses', pairs(60, 8, 4)],
    ['the same answers', pairs(100, 0, 0)],
    ['losses', pairs(40, 1, 9)],
    ['wins on too few tickets', pairs(10, 9, 0)],
    ['nothing', []],
  ])('does not take for better who has %s', (_what, verdicts) => expect(compared(verdicts).isBetter).toBe(false));
});
