import { describe, expect, it } from '@jest/globals';
import { bandOf, sizeOf, sizeSignalOf } from './size-signals.ts';

describe('signals of size', () => {
  it.each([
    ['250', 250], ['0', 0], ['12 000', 12_000], ['12,000', 12_000], ['12\u00A0000', 12_000], ['12\u202F000', 12_000], [`1'234'567`, 1_234_567],
    ['1,234,567.89', 1_234_567.89], ['1.234.567', 1_234_567], ['1.234.567,5', 1_234_567.5], ['12,5', 12.5], ['12.5', 12.5], ['-3', -3], ['0.125', 0.125],
  ])('reads %s', (cell, size) => {
    expect(sizeOf(cell)).toBe(size);
  });

  it.each([['12.000'], ['12k'], ['> 1000'], ['1000-5000'], ['1,00,000'], ['1 234,567'], ['12 00'], ['n/a'], ['true'], ['1e9'], ['9'.repeat(16)], ['∞']])(
    'takes %s for no number', (cell) => {
      expect(sizeOf(cell)).toBeNull();
    });

  it.each([
    ['51-200', 51, 200], ['10001+', 10_001, null], ['1,001-5,000', 1001, 5000], ['1 001–5 000', 1001, 5000], ['10,001+ employees', 10_001, null], ['11-50 сотрудников', 11, 50],
  ])('reads the band %s', (text, from, to) => {
    expect(bandOf(text)).toEqual({ from, to });
  });

  it.each(['200-51', '1,5-3', '5000', '1,0011-5,000', 'many'])('takes %s for no band', (text) => {
    expect(bandOf(text)).toBeUndefined();
  });

  it('knows the signals of the policy in any case, and the number of contacts is not told', () => {
    expect(['Employees', 'REVENUE', 'seats', 'spend', 'contacts', 'industry'].map(sizeSignalOf)).toEqual(['employees', 'revenue', 'seats', 'spend', null, null]);
  });
});
