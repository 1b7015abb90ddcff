import { FeatureExtractor } from '../features/feature-extractor.ts';
import { composed } from '../features/letters.ts';
import { padded, Workspace, type Entries } from '../kernels/workspace.ts';
import { SAMPLES } from './samples.ts';

/** Languages that are told apart (ISO 639-1). */
export const LANGUAGES: readonly string[] = Object.keys(SAMPLES);

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
  const whole = likeliest(sample, found);
  if (whole.probability < (/\p{L}[^\p{L}]+\p{L}/u.test(sample) ? SURE : SURE_OF_A_WORD)) return { language: 'und', probability: 1 - whole.probability };
  return isMixed(sample, whole.language) ? { language: 'und', probability: 0.5 } : whole;
}

const FEWEST_HALF = 24;

/** Whether one half is surely in another language than the other. */
function isMixed(sample: string, language: string): boolean {
  const middle = sample.indexOf(' ', Math.floor(sample.length / 2));
  if (sample.length < 2 * FEWEST_HALF || middle < 0) return false;
  return [sample.slice(0, middle), sample.slice(middle)].some((half) => {
    const found = likeliest(half);
    return found.language !== language && found.probability > 0.9;
  });
}

const KAZAKH_OR_UKRAINIAN = /[әғқңөұүһіїєґ]/iu;
const IN_CYRILLIC: readonly boolean[] = LANGUAGES.map((language) => ['ru', 'uk', 'kk'].includes(language));
const RUSSIAN = LANGUAGES.indexOf('ru');

function likeliest(sample: string, { latin, cyrillic } = lettersOf(sample)): LanguageGuess {
  const { extractor, scores } = profiles();
  // Names of products are Latin in Cyrillic text too: a third of the letters is enough.
  const isCyrillic = cyrillic * 3 >= latin;
  extractor.clear();
  extractor.add((isCyrillic ? latin : cyrillic) === 0 ? sample : sample.replaceAll(isCyrillic ? /\p{Script=Latin}+/gu : /\p{Script=Cyrillic}+/gu, ' '));
  score();
  const notRussian = isCyrillic && KAZAKH_OR_UKRAINIAN.test(sample);
  const possible = [...LANGUAGES.keys()].filter((at) => IN_CYRILLIC[at] === isCyrillic && !(notRussian && at === RUSSIAN));
  const best = possible.reduce((known, at) => ((scores[at] ?? 0) > (scores[known] ?? 0) ? at : known));
  return { language: LANGUAGES[best] ?? 'und', probability: 1 / possible.reduce((sum, at) => sum + Math.exp((scores[at] ?? 0) - (scores[best] ?? 0)), 0) };
}

/** What speaks for each language, of the features that the extractor holds. */
function score(): void {
  const { extractor: { indices, size }, space, logarithms, features, scores } = profiles();
  features.indices.set(indices.subarray(0, size));
  scores.fill(0);
  space.gather(features, size, logarithms, scores);
  for (let language = 0; language < WIDTH; language += 1) scores[language] = (scores[language] ?? 0) * EVIDENCE;
}

const [LATIN, CYRILLIC, OTHER_LETTER] = [1, 2, 3];
let scripts: Uint8Array | undefined;

function scriptOf(unit: number): number {
  const text = String.fromCharCode(unit);
  if (/\p{Script=Latin}/u.test(text)) return LATIN;
  if (/\p{Script=Cyrillic}/u.test(text)) return CYRILLIC;
  return /\p{L}/u.test(text) ? OTHER_LETTER : 0;
}

/** How many letters there are, by script. */
function lettersOf(sample: string): { readonly letters: number; readonly latin: number; readonly cyrillic: number } {
  scripts ??= Uint8Array.from({ length: 65_536 }, (_, unit) => scriptOf(unit));
  let [letters, latin, cyrillic] = [0, 0, 0];
  for (let at = 0; at < sample.length; at += 1) {
    const script = scripts[sample.charCodeAt(at)] ?? 0;
    if (script > 0) letters += 1;
    if (script === LATIN) latin += 1;
    else if (script === CYRILLIC) cyrillic += 1;
  }
  return { letters, latin, cyrillic };
}
