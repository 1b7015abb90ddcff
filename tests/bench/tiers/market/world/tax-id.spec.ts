import { describe, expect, it } from '@jest/globals';
import { randomOf } from '../../../../demo/src/market/random.ts';
import { innOf, isInn, mistyped, taxIdOf } from './tax-id.ts';

describe('tax ids', () => {
  it('knows INN that were given out', () => {
    expect(['7707083893', '7736207543', '500100732259'].filter((inn) => !isInn(inn))).toEqual([]);
    expect(['7707083894', '500100732258', '770708389', ''].filter(isInn)).toEqual([]);
  });

  it('makes INN whose check digits are right', () => {
    const random = randomOf(1);

    const made = Array.from({ length: 500 }, (_, index) => innOf(random, index % 2 === 0 ? 'organisation' : 'person'));

    expect(made.filter((inn) => !isInn(inn))).toEqual([]);
    expect(new Set(made.map((inn) => inn.length))).toEqual(new Set([10, 12]));
  });

  it('mistypes an INN so that the check digits tell nearly always', () => {
    const random = randomOf(2);

    const wrong = Array.from({ length: 500 }, () => mistyped(random, innOf(random, 'organisation')));

    expect(wrong.filter(isInn).length).toBeLessThan(25);
  });

  it.each([
    ['DE', /^DE\d{9}$/], ['FR', /^FR\d{11}$/], ['IT', /^IT\d{11}$/], ['ES', /^ESB\d{8}$/], ['IE', /^IE\d{7}[A-W]$/], ['US', /^\d{2}-\d{7}$/],
  ])('gives %s the form of its numbers', (country, form) => {
    const random = randomOf(3);

    expect(Array.from({ length: 100 }, () => taxIdOf(random, country)).filter((id) => !form.test(id))).toEqual([]);
  });
});
