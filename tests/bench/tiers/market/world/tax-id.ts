import { between, type Random } from '../../../../demo/src/market/random.ts';

const digits = (random: Random, count: number): string => Array.from({ length: count }, () => between(random, 0, 9)).join('');
const weightedSum = (text: string, weights: readonly number[]): number => weights.reduce((sum, weight, place) => sum + weight * Number(text[place] ?? 0), 0);

const INN_TEN = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_ELEVENTH = [7, ...INN_TEN];
const INN_TWELFTH = [3, ...INN_ELEVENTH];
const innDigit = (text: string, weights: readonly number[]): number => (weightedSum(text, weights) % 11) % 10;

/** Ten digits for organisations, twelve for persons in business; the check digits as the order of the tax service says. */
export function innOf(random: Random, kind: 'organisation' | 'person'): string {
  const region = String(between(random, 1, 92)).padStart(2, '0');
  if (kind === 'organisation') {
    const stem = region + digits(random, 7);
    return `${stem}${innDigit(stem, INN_TEN)}`;
  }
  const stem = region + digits(random, 8);
  const eleven = `${stem}${innDigit(stem, INN_ELEVENTH)}`;
  return `${eleven}${innDigit(eleven, INN_TWELFTH)}`;
}

export function isInn(text: string): boolean {
  if (/^\d{10}$/.test(text)) return innDigit(text, INN_TEN) === Number(text[9]);
  return /^\d{12}$/.test(text) && innDigit(text, INN_ELEVENTH) === Number(text[10]) && innDigit(text, INN_TWELFTH) === Number(text[11]);
}

/** The digit that makes the sum of Luhn a multiple of ten. */
function luhnDigit(stem: string): number {
  const sum = stem.split('').reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/** ISO 7064, MOD 11,10. */
function mod1110Digit(stem: string): number {
  const product = stem.split('').reduce((carry, digit) => {
    const sum = (carry + Number(digit)) % 10 || 10;
    return (sum * 2) % 11;
  }, 10);
  return (11 - product) % 10;
}

const withLuhn = (stem: string): string => `${stem}${luhnDigit(stem)}`;

const VAT: Readonly<Record<string, (random: Random) => string>> = {
  DE: (random) => {
    const stem = `${between(random, 1, 9)}${digits(random, 7)}`;
    return `DE${stem}${mod1110Digit(stem)}`;
  },
  FR: (random) => {
    const siren = withLuhn(`${between(random, 3, 8)}${digits(random, 7)}`);
    return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`;
  },
  IT: (random) => `IT${withLuhn(`0${digits(random, 6)}${String(between(random, 1, 100)).padStart(3, '0')}`)}`,
  ES: (random) => `ESB${withLuhn(digits(random, 7))}`,
  IE: (random) => {
    const stem = digits(random, 7);
    return `IE${stem}${'WABCDEFGHIJKLMNOPQRSTUV'[weightedSum(stem, [8, 7, 6, 5, 4, 3, 2]) % 23] ?? ''}`;
  },
};

/** A VAT id with valid check digits for Germany, France, Italy, Spain and Ireland; an EIN, which has none, for the United States. */
export function taxIdOf(random: Random, country: string): string {
  return VAT[country]?.(random) ?? `${between(random, 10, 98)}-${digits(random, 7)}`;
}

/** As a tired hand types it: one digit another, or two neighbours changed over. */
export function mistyped(random: Random, taxId: string): string {
  const places = taxId.split('').flatMap((char, place) => (/\d/.test(char) ? [place] : []));
  const place = places[between(random, 0, places.length - 2)] ?? 0;
  const [first = '', second = ''] = taxId.slice(place, place + 2);
  const swapped = random() < 0.4 && first !== second && /\d/.test(second);
  const wrong = swapped ? second + first : `${(Number(first) + between(random, 1, 9)) % 10}${second}`;
  return taxId.slice(0, place) + wrong + taxId.slice(place + 2);
}
