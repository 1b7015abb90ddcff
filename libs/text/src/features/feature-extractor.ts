import { GRAM_SEED, PAIR_SEED, RUN_SEED, spread, step, WORD_SEED } from './hashes.ts';
import { BREAK, SILENT, foldedUnits } from './letters.ts';
import { emptyVocabulary, RUN_BITS, VOCABULARY_BITS } from './vocabulary.ts';

// Looked up once: a lookup of a global in a loop is slow where modules run in a context of their own, as tests do.
const { floor, imul, min } = Math;

const WORD_UNITS = 40;
/** Room after the buckets of a text for entries that are no buckets. */
export const SPARE = 64;
const EDGE = 2;

/** The share of the buckets that words and pairs have; letter runs have the rest. */
const WORD_SHARE = 0.4;

/**
 * Counts the features of a piece of text: words, pairs of neighbours, and runs of two to four letters inside a word
 * (its edges count as letters), hashed into 2^bits buckets (feature hashing, Weinberger et al. 2009). The buffers are
 * its own and good until the next call; nothing is allocated for a text.
 */
export class FeatureExtractor {
  readonly buckets: number;
  /** Buckets below this one are of words and pairs. */
  readonly wordBuckets: number;
  /** The buckets met, in order of first meeting; the first `size` are good. */
  readonly indices: Int32Array;
  /** By bucket: how often it was met; 0 for all others after `clear`. */
  readonly counts: Uint16Array;
  size = 0;
  /** Words met since `clear`, and how many of them are not in the vocabulary. */
  words = 0;
  unknownWords = 0;
  /** The hashes of the different words met since `clear`, but for the few whose bucket something else had taken; the first `different` are good. */
  readonly hashes: Int32Array;
  different = 0;
  /** Runs of three words, likewise. */
  runs = 0;
  unknownRuns = 0;

  private readonly wordScale: number;
  private readonly gramScale: number;
  private readonly folded = foldedUnits();
  private readonly word = new Uint16Array(WORD_UNITS + 2);
  private length = 1;
  private previous = 0;
  private beforePrevious = 0;
  private isLearning = false;

  constructor(bits: number, private readonly vocabulary = emptyVocabulary(), private readonly knownRuns?: Uint8Array) {
    this.buckets = 2 ** bits;
    this.wordBuckets = floor(this.buckets * WORD_SHARE);
    this.wordScale = this.wordBuckets / 2 ** 32;
    this.gramScale = (this.buckets - this.wordBuckets) / 2 ** 32;
    this.indices = new Int32Array(this.buckets + SPARE);
    this.hashes = new Int32Array(this.wordBuckets + 1);
    this.counts = new Uint16Array(this.buckets);
    this.word[0] = EDGE;
  }

  /** Adds the features of text[start, end). */
  add(text: string, start = 0, end = text.length): void {
    const { folded, word } = this;
    this.previous = 0;
    this.beforePrevious = 0;
    this.length = 1;
    for (let at = start; at < end; at += 1) {
      const unit = folded[text.charCodeAt(at)] ?? BREAK;
      if (unit === SILENT) continue;
      if (unit === BREAK) this.endWord();
      else if (this.length <= WORD_UNITS) word[this.length++] = unit;
    }
    this.endWord();
  }

  clear(): void {
    for (let at = 0; at < this.size; at += 1) this.counts[this.indices[at] ?? 0] = 0;
    this.size = 0;
    this.words = 0;
    this.different = 0;
    this.unknownWords = 0;
    this.runs = 0;
    this.unknownRuns = 0;
  }

  /** Puts the words of a text into the vocabulary, and its runs of words. */
  learnWords(text: string): void {
    this.isLearning = true;
    this.add(text);
    this.isLearning = false;
    this.clear();
  }

  /** The bucket of a word by its hash. */
  bucketOf(hash: number): number {
    return floor((hash >>> 0) * this.wordScale);
  }

  private isKnown(set: Uint8Array, bit: number): boolean {
    const mask = 1 << (bit & 7);
    const byte = set[bit >>> 3] ?? 0;
    if (this.isLearning) set[bit >>> 3] = byte | mask;
    return (byte & mask) !== 0;
  }

  private lookUp(spreadHash: number): void {
    this.words += 1;
    if (!this.isKnown(this.vocabulary, spreadHash >>> (32 - VOCABULARY_BITS))) this.unknownWords += 1;
  }

  /** The word, with the two before it. */
  private lookUpRun(hash: number): void {
    if (!this.knownRuns || this.beforePrevious === 0) return;
    const run = spread(imul(this.beforePrevious, 37) ^ imul(this.previous, 31) ^ hash ^ RUN_SEED);
    this.runs += 1;
    if (!this.isKnown(this.knownRuns, run >>> (32 - RUN_BITS))) this.unknownRuns += 1;
  }

  private endWord(): void {
    if (this.length === 1) return;
    const { word } = this;
    const end = this.length;
    word[end] = EDGE;
    let hash = WORD_SEED;
    for (let at = 1; at < end; at += 1) hash = step(hash, word[at] ?? 0);
    const spreadHash = spread(hash);
    this.lookUp(spreadHash);
    if (this.count(this.bucketOf(spreadHash))) this.hashes[this.different++] = spreadHash;
    if (this.previous !== 0) this.count(floor(spread(imul(this.previous, 31) ^ hash ^ PAIR_SEED) * this.wordScale));
    this.lookUpRun(hash);
    this.beforePrevious = this.previous;
    this.previous = hash;
    this.countGrams(end);
    this.length = 1;
  }

  /** Most of the time goes here: everything is at hand in the loop. */
  private countGrams(end: number): void {
    const { word, counts, indices, wordBuckets, gramScale } = this;
    let { size } = this;
    for (let at = 0; at < end; at += 1) {
      let hash = step(GRAM_SEED, word[at] ?? 0);
      const last = min(at + 3, end);
      for (let to = at + 1; to <= last; to += 1) {
        hash = step(hash, word[to] ?? 0);
        const bucket = wordBuckets + ((spread(hash) * gramScale) | 0);
        const before = counts[bucket] ?? 0;
        if (before === 0) indices[size++] = bucket;
        counts[bucket] = before + 1;
      }
    }
    this.size = size;
  }

  /** Answers whether it is the first. */
  private count(bucket: number): boolean {
    const before = this.counts[bucket] ?? 0;
    if (before === 0) {
      this.indices[this.size] = bucket;
      this.size += 1;
    }
    this.counts[bucket] = before + 1;
    return before === 0;
  }
}
