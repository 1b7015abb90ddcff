import { SAMPLES } from './samples.ts';

/** Languages that are told apart (ISO 639-1). */
export const LANGUAGES: readonly string[] = Object.keys(SAMPLES);

const KAZAKH_OR_UKRAINIAN = /[әғқңөұүһіїєґ]/iu;
const inCyrillic = (at: number): boolean => ['ru', 'uk', 'kk'].includes(LANGUAGES[at] ?? '');
const CYRILLIC = [...LANGUAGES.keys()].filter(inCyrillic);
const NOT_RUSSIAN = CYRILLIC.filter((at) => LANGUAGES[at] !== 'ru');
const LATIN = [...LANGUAGES.keys()].filter((at) => !inCyrillic(at));

/** The languages that a sample may be in. */
export function possibleIn(sample: string, isCyrillic: boolean): readonly number[] {
  if (!isCyrillic) return LATIN;
  return KAZAKH_OR_UKRAINIAN.test(sample) ? NOT_RUSSIAN : CYRILLIC;
}
