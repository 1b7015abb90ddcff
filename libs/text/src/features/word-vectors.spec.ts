import { describe, expect, it } from '@jest/globals';
import { hashOfWord } from './hashes.ts';
import { learnSpace, Vectoriser } from './vectoriser.ts';
import { englishWords, WordVectors } from './word-vectors.ts';

const ROWS = { pay: [100, 0, 0, 0, 0, 0, 0, 0], bill: [90, 40, 0, 0, 0, 0, 0, 0], snow: [0, 0, -127, 0, 0, 0, 0, 127] };

function fileOf(rows: Readonly<Record<string, readonly number[]>>): Buffer {
  const words = Object.keys(rows);
  return Buffer.concat([Buffer.from(`${JSON.stringify({ words: words.length, dimensions: 8 })}\n${words.join('\n')}\n`), Buffer.from(Int8Array.from(Object.values(rows).flat()).buffer)]);
}

function sumOf(vectors: WordVectors, weights: Readonly<Record<string, number>>): number[] {
  const values = new Float32Array(vectors.dimensions);
  vectors.clear();
  for (const [word, weight] of Object.entries(weights)) vectors.add(hashOfWord(word), weight);
  return [...values.subarray(0, vectors.write(values, 0, 1))];
}

const likeness = (one: readonly number[], other: readonly number[]): number => one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

describe('WordVectors', () => {
  const vectors = new WordVectors(fileOf(ROWS));

  it.each([
    ['one word', { pay: 1 }, [1, 0, 0, 0, 0, 0, 0, 0]],
    ['two words by their weights', { pay: 2, snow: 1 }, [200, 0, -127, 0, 0, 0, 0, 127]],
    ['three words, and others that are not there', { pay: 1, unheard: 3, bill: 1, snow: 2 }, [190, 40, -254, 0, 0, 0, 0, 254]],
  ])('answers the direction of %s', (_what, weights, expected) => {
    const length = Math.hypot(...expected);

    for (const [at, value] of sumOf(vectors, weights).entries()) expect(value).toBeCloseTo((expected[at] ?? 0) / length, 2);
  });

  it('answers nothing where no word is there, and forgets what came before', () => {
    expect(sumOf(vectors, { unheard: 1 })).toEqual([]);
    expect(sumOf(vectors, { snow: 1 }).map((value) => Math.round(value * 100))).toEqual([0, 0, -71, 0, 0, 0, 0, 71]);
  });

  it('is refused where its rows have no place', () => {
    expect(() => new WordVectors(Buffer.from('{"words":1,"dimensions":72}\nx\n'))).toThrow('there are 1 of 72');
    expect(() => new WordVectors(Buffer.from('{"words":40000,"dimensions":8}\nx\n'))).toThrow('there are 40000 of 8');
  });

  it('is another one for other bytes', () => {
    expect(new WordVectors(fileOf({ ...ROWS, pay: [99, 0, 0, 0, 0, 0, 0, 0] })).id).not.toBe(vectors.id);
    expect(new WordVectors(fileOf(ROWS)).id).toBe(vectors.id);
  });
});

describe('the meanings of English words', () => {
  const of = (word: string): number[] => sumOf(englishWords(), { [word]: 1 });

  it.each([['refund', 'repayment', 'weather'], ['checkout', 'shopping', 'snow'], ['password', 'user', 'chicken'], ['car', 'truck', 'poem']])('put %s nearer to %s than to %s', (word, near, far) => {
    expect(likeness(of(word), of(near))).toBeGreaterThan(likeness(of(word), of(far)) + 0.2);
  });

  it('stand after the buckets of a text, weighted by how rare its words are', () => {
    const meanings = englishWords();
    const texts = ['the bill of the house', 'the snow of the house', 'the password of the house'];
    const [plain, meant] = [new Vectoriser(learnSpace(texts, 12)), new Vectoriser(learnSpace(texts, 12, { meanings }))];
    const [few, all] = [plain.read('the bill of the house'), meant.read('the bill of the house')];

    expect([...meant.indices.subarray(0, few)]).toEqual([...plain.indices.subarray(0, few)]);
    expect([...meant.values.subarray(0, few)]).toEqual([...plain.values.subarray(0, few)]);
    expect([...meant.indices.subarray(few, all)]).toEqual(Array.from({ length: meanings.dimensions }, (_, at) => 2 ** 12 + at));
    expect(likeness([...meant.values.subarray(few, all)], of('bill'))).toBeGreaterThan(0);
    expect(meant.read('счёт за дом')).toBe(plain.read('счёт за дом'));
  });
});
