import { describe, expect, it } from '@jest/globals';
import { sizeOf, sizeSignalOf } from './size-signals.ts';

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

  it('knows the signals of the policy in any case, and the number of contacts is not told', () => {
    expect(['Employees', 'REVENUE', 'seats', 'spend', 'contacts', 'industry'].map(sizeSignalOf)).toEqual(['employees', 'revenue', 'seats', 'spend', null, null]);
  });
});
