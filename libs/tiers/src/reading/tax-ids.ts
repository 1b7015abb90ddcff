import { isVatId } from './vat-ids.ts';

// Weights of the tax service's order MM-3-6/118.
const INN_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_12 = [[7, 2, 4, 10, 3, 5, 9, 4, 6, 8], [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]] as const;

const checkOf = (digits: string, weights: readonly number[]): number => (weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11) % 10;

/** Whether a Russian tax number has the right check digits; ten digits for organisations, twelve for persons. */
export function isInn(digits: string): boolean {
  if (/^\d{10}$/.test(digits)) return checkOf(digits, INN_10) === Number(digits[9]);
  return /^\d{12}$/.test(digits) && checkOf(digits, INN_12[0]) === Number(digits[10]) && checkOf(digits, INN_12[1]) === Number(digits[11]);
}

/** What people write where a number must stand and they have none: one digit over and over, or digits in a row. Zeros have right check digits almost everywhere. */
function isPlaceholder(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  return /^(\d)\1*$/.test(digits) || '01234567890123456789'.includes(digits);
}

/**
 * A tax id in one spelling by which accounts can be joined, or null where it is none that can be trusted: a mistyped number, or one that
 * stands for none, would join strangers. INN and most VAT ids with their check digits, others by the format of their country; US numbers
 * (EIN) by their format, as they have no check digit.
 */
export function taxIdOf(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s./]/g, '');
  if (isPlaceholder(plain)) return null;
  if (/^\d{2}-\d{7}$/.test(plain)) return `US${plain.replace('-', '')}`;
  const bare = plain.replaceAll('-', '');
  if (isInn(bare)) return `RU${bare}`;
  return isVatId(bare) ? bare : null;
}

const BETWEEN = [/[,;|/\\]/, /\s/];

/** The tax ids in a text; `7707083893/773601001` is how Russian programs write one with the code of a branch. What is one as a whole is not taken apart. */
export function taxIdsIn(text: string): string[] {
  const whole = taxIdOf(text);
  if (whole !== null) return [whole];
  for (const separator of BETWEEN) {
    const ids = text.split(separator).map(taxIdOf).filter((id) => id !== null);
    if (ids.length > 0) return ids;
  }
  return [];
}
