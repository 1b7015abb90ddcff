import { describe, expect, it } from '@jest/globals';
import { NumbersOfTexts } from './numbers-of-texts.ts';

describe('numbers of texts', () => {
  it('has none for a text that it was not told of, also where it grows at the moment of the question', () => {
    // Each has hashes of its own.
    for (let turn = 0; turn < 20; turn += 1) {
      const numbers = new NumbersOfTexts();

      const known = Array.from({ length: 3000 }, (_, n) => {
        const before = numbers.get(`#${n}`);
        numbers.note(`#${n}`, n + 1);
        return before;
      });

      expect(known.filter((number) => number !== 0)).toEqual([]);
    }
  });

  it('keeps the first number that was noted, and the last that was set', () => {
    const numbers = new NumbersOfTexts();

    expect([numbers.note('a', 1), numbers.note('a', 2), numbers.get('a')]).toEqual([0, 1, 1]);
    numbers.set('a', 3);
    expect(numbers.get('a')).toBe(3);
  });
});
