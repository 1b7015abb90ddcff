import { describe, expect, it } from '@jest/globals';
import { learnSpace } from '../features/vectoriser.ts';
import { FOLDS, foldsOfRows } from './folds.ts';
import { vectorsOf } from './train-model.ts';

describe('foldsOfRows', () => {
  const texts = [...Array.from({ length: 6 }, (_, at) => `where is my parcel number ${at}`), 'it has not arrived', 'the courier never came', 'delivery is late', 'nothing in the mailbox', ...Array.from({ length: 10 }, (_, at) => `${['pin', 'card', 'cash', 'bank', 'loan', 'fee', 'rate', 'tax', 'bill', 'chip'][at]} ${at}`)];
  const space = learnSpace(texts, 12);
  const labels = Int32Array.from(texts, (_, at) => (at < 10 ? 0 : 1));
  const folds = foldsOfRows({ rows: vectorsOf(texts, space), labels, fillers: vectorsOf([], space), classes: 2, buckets: 2 ** 12, features: 2 ** 12, seed: 1 });

  it('keeps texts together that are copies of one another but for a number', () => expect(new Set(folds.slice(0, 6)).size).toBe(1));

  it('spreads a class evenly over the folds', () => {
    const sizes = Array.from({ length: FOLDS }, (_, fold) => folds.slice(10).filter((one) => one === fold).length);
    expect(sizes).toEqual([2, 2, 2, 2, 2]);
  });

  it('keeps neighbours together', () => {
    expect(folds[6]).toBe(folds[7]);
    expect(folds[8]).toBe(folds[9]);
    expect(folds[10]).toBe(folds[11]);
    expect(new Set(folds.slice(6, 10)).size).toBe(2);
  });
});
