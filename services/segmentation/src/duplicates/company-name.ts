import { domainToUnicode } from 'node:url';
import { withoutLegalForm } from '@widecast/tiers';

/** After the letters of the passport order of 2014 (ICAO Doc 9303), with what hands write otherwise made alike below. */
const LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f',
  х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia', і: 'i', ї: 'i', є: 'e', ґ: 'g', ß: 'ss', æ: 'a', ø: 'o', œ: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i',
};
const ALIKE: readonly (readonly [RegExp, string])[] = [[/shch/g, 'sch'], [/kh/g, 'h'], [/ts/g, 'c'], [/y/g, 'i'], [/ae/g, 'a'], [/oe/g, 'o'], [/ue/g, 'u']];
const AND = new Set(['and', 'und', 'et', 'i', 'e']);

/**
 * The words of a company's name as they are compared: in Latin letters without accents, without legal forms, quotes and signs; `Müller & Söhne GmbH`, `Mueller und Soehne` and `MULLER SOHNE` are alike.
 * Empty where nothing is left.
 */
export function wordsOfName(name: string): string[] {
  const words = withoutLegalForm(name.normalize('NFKC')).join(' ').normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^ -~]/g, (letter) => LATIN[letter] ?? letter);
  const plain = words.replaceAll(/['’`]/g, '').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !AND.has(word));
  return plain.map(alike);
}

const SHORT = 3;

/** Whether the name that was registered for the domain stands in the company's: `Сбербанк, офис 12` and `sberbank.ru`. A short one must be a word of its own. */
export function isNamedLike(name: string, domain: string): boolean {
  if (name === '') return false;
  const registered = domain.slice(0, domain.indexOf('.'));
  const label = inLatin(registered.startsWith('xn--') ? domainToUnicode(registered) : registered).replaceAll(' ', '');
  if (label.length > SHORT) return inLatin(name).replaceAll(' ', '').includes(label);
  return label !== '' && ` ${inLatin(name)} `.includes(` ${label} `);
}

/** Words in small letters, spaces where other signs were; letter by letter, as each new account of a list is looked at. */
function inLatin(text: string): string {
  let latin = '';
  for (const letter of text.toLowerCase()) latin += letterInLatin(letter);
  return WRITTEN_OTHERWISE.test(latin) ? alike(latin) : latin;
}

const LETTERS = new Map<string, string>(Object.entries(LATIN));
const MOST_LETTERS = 2000;

function letterInLatin(letter: string): string {
  const known = LETTERS.get(letter);
  if (known !== undefined) return known;
  const plain = letter.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\p{L}\p{N}]/gu, ' ');
  if (LETTERS.size < MOST_LETTERS) LETTERS.set(letter, plain);
  return plain;
}

const WRITTEN_OTHERWISE = /kh|ts|y|ae|oe|ue|shch/;
const alike = (word: string): string => ALIKE.reduce((text, [from, to]) => text.replaceAll(from, to), word);

/** From 0 to 1: one less the part of letters that must be changed, left out or added (Levenshtein 1966). */
export function similarity(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - distance(one, other) / longest;
}

function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      line.push(Math.min(changed, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[other.length] ?? 0;
}
