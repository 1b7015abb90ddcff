import { FeatureExtractor } from '../features/feature-extractor.ts';
import { composed } from '../features/letters.ts';
import { padded, Workspace, type Entries } from '../kernels/workspace.ts';
import { LANGUAGES, possibleIn } from './languages.ts';
import { SAMPLES } from './samples.ts';
import { lettersOf } from './scripts.ts';

export interface LanguageGuess {
  /** ISO 639-1, or "und": too short, mixed, or none of those known. */
  readonly language: string;
  /** The probability that it is right; of "und", that none can be told. */
  readonly probability: number;
}

const BITS = 14;
const READ = 400;
/** Added to every count, so that what was never seen is unlikely and not impossible. */
const UNSEEN = 0.05;
/** Features of a text overlap: so much of their evidence counts. */
const EVIDENCE = 0.2;
const SURE = 0.65;
const SURE_OF_A_WORD = 0.95;
const FEWEST_LETTERS = 4;

/** Languages of a row of logarithms, and what fills it up. */
const WIDTH = padded(LANGUAGES.length);

interface Profiles {
  readonly extractor: FeatureExtractor;
  readonly space: Workspace;
  /** By bucket, then by language: the logarithm of the share. */
  readonly logarithms: Float32Array;
  /** The features of a text, each of weight 1. */
  readonly features: Entries;
  /** What speaks for each language. */
  readonly scores: Float32Array;
}

let made: Profiles | undefined;

function profiles(): Profiles {
  if (made) return made;
  const extractor = new FeatureExtractor(BITS);
  const space = new Workspace(4 * extractor.buckets * (WIDTH + 2) + 4 * WIDTH);
  const logarithms = space.floats(extractor.buckets * WIDTH);
  for (const [at, language] of LANGUAGES.entries()) {
    extractor.clear();
    extractor.add(composed(SAMPLES[language] ?? ''));
    let total = 0;
    for (const count of extractor.counts) total += count + UNSEEN;
    for (let bucket = 0; bucket < extractor.buckets; bucket += 1) logarithms[bucket * WIDTH + at] = Math.log(((extractor.counts[bucket] ?? 0) + UNSEEN) / total);
  }
  extractor.clear();
  const features = { indices: space.integers(extractor.buckets), values: space.floats(extractor.buckets).fill(1) };
  made = { extractor, space, logarithms, features, scores: space.floats(WIDTH) };
  return made;
}

/**
 * The language of the beginning of a text, by naive Bayes over words and letter runs. Answers "und" rather than a guess: for
 * a text too short to tell, in several languages, or in one that is not known.
 */
export function languageOf(text: string): LanguageGuess {
  const sample = composed(text.slice(0, READ));
  const found = lettersOf(sample);
  const { letters, latin, cyrillic } = found;
  if (letters < FEWEST_LETTERS || latin + cyrillic < letters / 2) return { language: 'und', probability: 1 };
  const isOneScript = latin === 0 || cyrillic === 0;
  const { whole, halves } = isOneScript ? readHalves(sample, cyrillic > 0) : { whole: readMixed(sample, found), halves: undefined };
  if (whole.probability < (/\p{L}[^\p{L}]+\p{L}/u.test(sample) ? SURE : SURE_OF_A_WORD)) return { language: 'und', probability: 1 - whole.probability };
  return isMixed(whole.language, halves ?? halvesOf(sample).map((half) => readMixed(half))) ? { language: 'und', probability: 0.5 } : whole;
}

const FEWEST_HALF = 24;

/** Where the second half begins; the end where the sample is too short for halves. */
function middleOf(sample: string): number {
  const middle = sample.indexOf(' ', Math.floor(sample.length / 2));
  return sample.length < 2 * FEWEST_HALF || middle < 0 ? sample.length : middle;
}

function halvesOf(sample: string): string[] {
  const middle = middleOf(sample);
  return middle === sample.length ? [] : [sample.slice(0, middle), sample.slice(middle)];
}

/** Whether one half is surely in another language than the other. */
const isMixed = (language: string, halves: readonly LanguageGuess[]): boolean => halves.some((half) => half.language !== language && half.probability > 0.9);

const seen = new Float32Array(2 ** BITS);

/** A sample of one script and its halves, each letter of which is read once. */
function readHalves(sample: string, isCyrillic: boolean): { whole: LanguageGuess; halves: LanguageGuess[] } {
  const { extractor } = profiles();
  const { indices, counts } = extractor;
  const middle = middleOf(sample);
  extractor.clear();
  extractor.add(sample, 0, middle);
  const ofFirst = extractor.size;
  const first = evidenceOf(indices, 0, ofFirst);
  if (middle === sample.length) return { whole: likeliest(first, possibleIn(sample, isCyrillic)), halves: [] };
  for (let at = 0; at < ofFirst; at += 1) seen[at] = counts[indices[at] ?? 0] ?? 0;
  extractor.add(sample, middle);
  const added = evidenceOf(indices, ofFirst, extractor.size);
  const second = sum(added, evidenceOf(indices, 0, ofFirst, (bucket, at) => (counts[bucket] ?? 0) > (seen[at] ?? 0)));
  const halves = [likeliest(first, possibleIn(sample.slice(0, middle), isCyrillic)), likeliest(second, possibleIn(sample.slice(middle), isCyrillic))];
  return { whole: likeliest(sum(first, added), possibleIn(sample, isCyrillic)), halves };
}

/** A sample of both scripts. */
function readMixed(sample: string, { latin, cyrillic } = lettersOf(sample)): LanguageGuess {
  const { extractor } = profiles();
  // Names of products are Latin in Cyrillic text too: a third of the letters is enough.
  const isCyrillic = cyrillic * 3 >= latin;
  extractor.clear();
  extractor.add((isCyrillic ? latin : cyrillic) === 0 ? sample : sample.replaceAll(isCyrillic ? /\p{Script=Latin}+/gu : /\p{Script=Cyrillic}+/gu, ' '));
  return likeliest(evidenceOf(extractor.indices, 0, extractor.size), possibleIn(sample, isCyrillic));
}

function likeliest(evidence: Float32Array, possible: readonly number[]): LanguageGuess {
  let best = possible[0] ?? 0;
  for (const at of possible) if ((evidence[at] ?? 0) > (evidence[best] ?? 0)) best = at;
  let odds = 0;
  for (const at of possible) odds += Math.exp(EVIDENCE * ((evidence[at] ?? 0) - (evidence[best] ?? 0)));
  return { language: LANGUAGES[best] ?? 'und', probability: 1 / odds };
}

/** What speaks for each language, of some of the buckets. */
function evidenceOf(buckets: Int32Array, from: number, to: number, counts?: (bucket: number, at: number) => boolean): Float32Array {
  const { space, logarithms, features, scores } = profiles();
  let size = 0;
  for (let at = from; at < to; at += 1) {
    const bucket = buckets[at] ?? 0;
    if (counts && !counts(bucket, at)) continue;
    features.indices[size] = bucket;
    size += 1;
  }
  scores.fill(0);
  space.gather(features, size, logarithms, scores);
  return scores.slice();
}

const sum = (one: Float32Array, other: Float32Array): Float32Array => one.map((value, at) => value + (other[at] ?? 0));
