import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Workspace, type PairedEntries } from '../kernels/workspace.ts';
import { SPARE } from './feature-extractor.ts';
import { hashOfWord } from './hashes.ts';

// Looked up once: a lookup of a global in a loop is slow where modules run in a context of their own, as tests do.
const { ceil, round, sqrt } = Math;

/** Weights are read in such parts of 1; a sum of all words of a text stays far below 2^31. */
const PARTS = 64;
const NEWLINE = 10;
/** A slot of the table has a row in its lower half and the other bits of the hash in the upper one; a free slot is 0, and so rows count from 1. */
const SLOTS = 2 ** 16;
const ROW_MASK = SLOTS - 1;

/**
 * What common words mean, as vectors of `dimensions` bytes: words that are used alike lie in like directions. For a text,
 * the weighted sum of those of its words; only one text at a time.
 */
export class WordVectors {
  /** The beginning of the SHA-256 of the file: tells vectors apart. */
  readonly id: string;
  readonly dimensions: number;
  /** An open hash table of rows by the hashes of their words. */
  private readonly slots = new Int32Array(SLOTS);
  private readonly bytes: Int8Array;
  private readonly space: Workspace;
  private readonly entries: PairedEntries;
  private readonly sums: Int32Array;
  private size = 0;

  /** A line of JSON with the numbers of words and of dimensions, a line for each word in lower case without apostrophes, and the bytes, word by word. */
  constructor(file: Buffer) {
    const head = file.indexOf(NEWLINE);
    const { words, dimensions } = JSON.parse(file.toString('utf8', 0, head)) as { readonly words: number; readonly dimensions: number };
    if (words > SLOTS / 2 || dimensions > SPARE || dimensions % 8 !== 0) throw new RangeError(`at most ${SLOTS / 2} words of ${SPARE} dimensions have a place, eight by eight; there are ${words} of ${dimensions}`);
    const start = file.length - words * dimensions;
    this.id = createHash('sha256').update(file).digest('hex').slice(0, 16);
    this.dimensions = dimensions;
    this.space = new Workspace((words + 4) * (dimensions + 8) + 4096);
    this.bytes = this.space.bytes(words * dimensions);
    this.bytes.set(new Int8Array(file.buffer, file.byteOffset + start, words * dimensions));
    this.entries = { indices: this.space.integers(words + 2), pairs: this.space.integers(ceil(words / 2) + 1) };
    this.sums = this.space.integers(dimensions);
    for (const [row, word] of file.toString('utf8', head + 1, start - 1).split('\n').entries()) this.put(hashOfWord(word), row + 1);
  }

  clear(): void {
    this.size = 0;
  }

  /** Adds a word, which must not have been added since `clear`, by its hash; words that are not there add nothing. */
  add(hash: number, weight: number): void {
    const row = (this.slots[this.slotOf(hash)] ?? 0) & ROW_MASK;
    if (row === 0) return;
    const { entries: { indices, pairs }, size } = this;
    const parts = round(weight * PARTS);
    indices[size] = row - 1;
    pairs[size >> 1] = size % 2 === 0 ? parts & 0xffff : (pairs[size >> 1] ?? 0) | (parts << 16);
    this.size = size + 1;
  }

  /** Writes the sum of what was added, scaled to a squared length, into values[at …]; answers how many were written: all dimensions or none. */
  write(values: Float32Array, at: number, energy: number): number {
    const { sums, entries, size, dimensions } = this;
    if (size === 0) return 0;
    if (size % 2 === 1) entries.indices[size] = 0;
    sums.fill(0);
    this.space.gatherBytes(entries, (size + 1) >> 1, this.bytes, sums);
    let length = 0;
    for (let dimension = 0; dimension < dimensions; dimension += 1) length += (sums[dimension] ?? 0) ** 2;
    const scale = sqrt(energy / (length || 1));
    for (let dimension = 0; dimension < dimensions; dimension += 1) values[at + dimension] = (sums[dimension] ?? 0) * scale;
    return dimensions;
  }

  private put(hash: number, row: number): void {
    this.slots[this.slotOf(hash)] = (hash & ~ROW_MASK) | row;
  }

  /** The slot of the hash, or the free one where it belongs. */
  private slotOf(hash: number): number {
    const { slots } = this;
    for (let slot = hash & ROW_MASK; ; slot = (slot + 1) & ROW_MASK) {
      const taken = slots[slot] ?? 0;
      if (taken === 0 || ((taken ^ hash) & ~ROW_MASK) === 0) return slot;
    }
  }
}

let english: WordVectors | undefined;

/** The vectors of English words that come with Widecast, read at the first call (some 20 ms, 1 MB). */
export function englishWords(): WordVectors {
  english ??= new WordVectors(readFileSync(new URL('../../models/words.en.vectors', import.meta.url)));
  return english;
}
