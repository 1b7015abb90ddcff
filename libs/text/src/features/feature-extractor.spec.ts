import { describe, expect, it } from '@jest/globals';
import { FeatureExtractor } from './feature-extractor.ts';
import { composed } from './letters.ts';

function featuresOf(text: string): Map<number, number> {
  const extractor = new FeatureExtractor(14);
  extractor.add(text);
  return new Map([...extractor.indices.subarray(0, extractor.size)].map((bucket) => [bucket, extractor.counts[bucket] ?? 0]));
}

describe('FeatureExtractor', () => {
  it.each([
    ['case', "I DON'T Know", 'i dont know'],
    ['typographic apostrophes', 'don’t', "don't"],
    ['ё and е', 'Учёт ещё', 'учет еще'],
    ['digits', 'order 4711', 'order 9024'],
    ['marks between words', 'card, (lost)!', 'card lost'],
    ['letters sent with combining marks', composed('\u0438\u0306 caf\u0065\u0301'), 'й café'],
  ])('takes %s as the same', (_what, one, other) => expect(featuresOf(one)).toEqual(featuresOf(other)));

  it('tells words, their order and their endings apart', () => {
    const [a, b, c] = ['card lost', 'lost card', 'cards lost'].map((text) => [...featuresOf(text).keys()].sort((a, b) => a - b).join(' '));

    expect(new Set([a, b, c]).size).toBe(3);
  });

  it('counts the runs of two to four letters of a word with its edges, the word, and pairs', () => {
    expect([...featuresOf('abc').values()].reduce((sum, count) => sum + count, 0)).toBe(4 + 3 + 2 + 1);
    expect([...featuresOf('abc abc').values()].reduce((sum, count) => sum + count, 0)).toBe(2 * (4 + 3 + 2 + 1) + 1);
  });

  it('forgets a text when cleared, and knows the words that it has learned', () => {
    const extractor = new FeatureExtractor(14);
    extractor.learnWords('where is my card');
    extractor.add('where is my parcel');

    expect([extractor.words, extractor.unknownWords]).toEqual([4, 1]);
    extractor.clear();
    expect([extractor.size, extractor.words, extractor.counts.every((count) => count === 0)]).toEqual([0, 0, true]);
  });

  it('reads a part of a text, and endless words only in their beginning', () => {
    const extractor = new FeatureExtractor(14);
    extractor.add('lost card today', 5, 9);

    expect(extractor.words).toBe(1);
    extractor.clear();
    extractor.add('a'.repeat(1_000_000));
    expect(extractor.size).toBeLessThan(20);
  });
});
