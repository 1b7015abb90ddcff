import { describe, expect, it } from '@jest/globals';
import { seqSet } from './seq-set.ts';

describe('a set of delivery numbers', () => {
  it.each([
    [[], '{}'],
    [[5], '{[5,6)}'],
    [[3, 1, 2], '{[1,4)}'],
    [[9, 1, 2, 2, 7, 8], '{[1,3),[7,10)}'],
  ])('%p is %s', (seqs, text) => {
    expect(seqSet(seqs)).toBe(text);
  });
});
