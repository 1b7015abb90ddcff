import { FeatureExtractor } from './feature-extractor.ts';
import { emptyVocabulary } from './vocabulary.ts';
import type { WordVectors } from './word-vectors.ts';

// Looked up once: a lookup of a global in a loop is slow where modules run in a context of their own, as tests do.
const { log, max, min, sqrt } = Math;

/** Of the squared length of a vector, the part that words and pairs have. */
const WORD_ENERGY = 0.5;
/** What the meanings of words add to the squared length of a vector. */
const MEANING_ENERGY = 0.2;

/** What has been learned of the features before any label: how rare each is, and which words exist. */
export interface FeatureSpace {
  readonly bits: number;
  /** By bucket: the inverse document frequency, ln((1 + n) / (1 + df)) + 1. */
  readonly rarity: Float32Array;
  readonly vocabulary: Uint8Array;
  /** Runs of three words; absent where nobody asks for them. */
  readonly runs?: Uint8Array;
  /** What words mean; absent where nobody asks for it. */
  readonly meanings?: WordVectors;
}

/** How many features a space has: buckets, and the dimensions of meanings after them. */
export const featuresOf = ({ bits, meanings }: Pick<FeatureSpace, 'bits' | 'meanings'>): number => 2 ** bits + (meanings?.dimensions ?? 0);

/** Logarithms of small counts; larger ones are rare. */
const LOGS = Float32Array.from({ length: 256 }, (_, count) => 1 + log(max(1, count)));

/**
 * Turns pieces of text into vectors: 1 + ln(count), times rarity; words and letter runs are scaled apart, so that both together
 * have length 1. After them stands what the words mean, weighted by rarity. `indices` and `values` are good until the next `finish`.
 */
export class Vectoriser {
  readonly values: Float32Array;
  readonly extractor: FeatureExtractor;
  private readonly rarity: Float32Array;
  private readonly meanings: WordVectors | undefined;

  constructor({ bits, rarity, vocabulary, runs, meanings }: FeatureSpace) {
    this.extractor = new FeatureExtractor(bits, vocabulary, runs);
    this.values = new Float32Array(this.extractor.indices.length);
    this.rarity = rarity;
    this.meanings = meanings;
  }

  get indices(): Int32Array {
    return this.extractor.indices;
  }

  /** The vector of text[start, end); answers its number of entries. */
  read(text: string, start = 0, end = text.length): number {
    this.extractor.clear();
    this.extractor.add(text, start, end);
    return this.finish();
  }

  /** The vector of all that was added to the extractor. */
  finish(): number {
    const { values, rarity, extractor: { indices, counts, size, wordBuckets } } = this;
    let words = 0;
    let grams = 0;
    for (let at = 0; at < size; at += 1) {
      const bucket = indices[at] ?? 0;
      const value = (LOGS[min(255, counts[bucket] ?? 0)] ?? 0) * (rarity[bucket] ?? 0);
      values[at] = value;
      if (bucket < wordBuckets) words += value * value;
      else grams += value * value;
    }
    const wordScale = sqrt(WORD_ENERGY / (words || 1));
    const gramScale = sqrt((1 - WORD_ENERGY) / (grams || 1));
    for (let at = 0; at < size; at += 1) values[at] = (values[at] ?? 0) * ((indices[at] ?? 0) < wordBuckets ? wordScale : gramScale);
    return this.meanings ? size + this.addMeanings(this.meanings, size) : size;
  }

  /** After the first `size` entries; answers how many were added. */
  private addMeanings(meanings: WordVectors, size: number): number {
    const { values, rarity, extractor } = this;
    meanings.clear();
    for (let at = 0; at < extractor.different; at += 1) {
      const hash = extractor.hashes[at] ?? 0;
      meanings.add(hash, rarity[extractor.bucketOf(hash)] ?? 0);
    }
    const added = meanings.write(values, size, MEANING_ENERGY);
    for (let at = 0; at < added; at += 1) extractor.indices[size + at] = extractor.buckets + at;
    return added;
  }
}

/** Learns the space of some texts; with their runs of words where a set for them is given, and with meanings where they are. */
export function learnSpace(texts: readonly string[], bits: number, { runs, meanings }: Pick<FeatureSpace, 'runs' | 'meanings'> = {}): FeatureSpace {
  const vocabulary = emptyVocabulary();
  const found = new FeatureExtractor(bits, vocabulary, runs);
  const documents = new Float32Array(found.buckets);
  for (const text of texts) {
    found.add(text);
    for (let at = 0; at < found.size; at += 1) documents[found.indices[at] ?? 0] = (documents[found.indices[at] ?? 0] ?? 0) + 1;
    found.clear();
    found.learnWords(text);
  }
  const rarity = documents.map((count) => log((1 + texts.length) / (1 + count)) + 1);
  return { bits, rarity, vocabulary, ...(runs && { runs }), ...(meanings && { meanings }) };
}
