import { FeatureExtractor } from '../features/feature-extractor.ts';
import { composed } from '../features/letters.ts';
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

interface Profiles {
  readonly extractor: FeatureExtractor;
  /** By bucket, then by language: the logarithm of the share. */
  readonly logarithms: Float32Array;
}

let made: Profiles | undefined;

function profiles(): Profiles {
  if (made) return made;
  const extractor = new FeatureExtractor(BITS);
  const logarithms = new Float32Array(extractor.buckets * LANGUAGES.length);
  for (const [at, language] of LANGUAGES.entries()) {
    extractor.clear();
    extractor.add(composed(SAMPLES[language] ?? ''));
    let total = 0;
    for (const count of extractor.counts) total += count + UNSEEN;
    for (let bucket = 0; bucket < extractor.buckets; bucket += 1) logarithms[bucket * LANGUAGES.length + at] = Math.log(((extractor.counts[bucket] ?? 0) + UNSEEN) / total);
  }
  extractor.clear();
  made = { extractor, logarithms };
  return made;
}

/**
 * The language of the beginning of a text, by naive Bayes over words and letter runs. Answers "und" rather than a guess: for
 * a text too short to tell, in several languages, or in one that is not known.
 */
export function languageOf(text: string): LanguageGuess {
  const sample = composed(text.slice(0, READ));
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const ours = sample.match(/[\p{Script=Latin}\p{Script=Cyrillic}]/gu)?.length ?? 0;
  if (letters < FEWEST_LETTERS || ours < letters / 2) return { language: 'und', probability: 1 };
  const whole = likeliest(sample);
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

function likeliest(sample: string): LanguageGuess {
  const { extractor, logarithms } = profiles();
  // Names of products are Latin in Cyrillic text too: a third of the letters is enough.
  const isCyrillic = (sample.match(/\p{Script=Cyrillic}/gu)?.length ?? 0) * 3 >= (sample.match(/\p{Script=Latin}/gu)?.length ?? 0);
  extractor.clear();
  extractor.add(sample.replaceAll(isCyrillic ? /\p{Script=Latin}+/gu : /\p{Script=Cyrillic}+/gu, ' '));
  const scores = LANGUAGES.map(() => 0);
  for (let at = 0; at < extractor.size; at += 1) {
    const from = (extractor.indices[at] ?? 0) * LANGUAGES.length;
    for (let language = 0; language < scores.length; language += 1) scores[language] = (scores[language] ?? 0) + EVIDENCE * (logarithms[from + language] ?? 0);
  }
  const possible = LANGUAGES.map((language) => ['ru', 'uk', 'kk'].includes(language) === isCyrillic && !(language === 'ru' && KAZAKH_OR_UKRAINIAN.test(sample)));
  const most = Math.max(...scores.filter((_, at) => possible[at]));
  const powers = scores.map((score, at) => (possible[at] ? Math.exp(score - most) : 0));
  const best = powers.indexOf(1);
  return { language: LANGUAGES[best] ?? 'und', probability: 1 / powers.reduce((sum, power) => sum + power, 0) };
}
