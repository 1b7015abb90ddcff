// Weights of the tax service's order MM-3-6/118.
const INN_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_12 = [[7, 2, 4, 10, 3, 5, 9, 4, 6, 8], [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]] as const;

const checkOf = (digits: string, weights: readonly number[]): number => (weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11) % 10;

/** Whether a Russian tax number has the right check digits; ten digits for organisations, twelve for persons. */
export function isInn(digits: string): boolean {
  if (/^\d{10}$/.test(digits)) return checkOf(digits, INN_10) === Number(digits[9]);
  return /^\d{12}$/.test(digits) && checkOf(digits, INN_12[0]) === Number(digits[10]) && checkOf(digits, INN_12[1]) === Number(digits[11]);
}

// Formats of VIES by country.
const VAT: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/, BE: /^[01]\d{9}$/, BG: /^\d{9,10}$/, CY: /^\d{8}[A-Z]$/, CZ: /^\d{8,10}$/, DE: /^\d{9}$/, DK: /^\d{8}$/, EE: /^\d{9}$/, EL: /^\d{9}$/, ES: /^[A-Z\d]\d{7}[A-Z\d]$/, FI: /^\d{8}$/,
  FR: /^[A-Z\d]{2}\d{9}$/, GB: /^(\d{9}|\d{12})$/, HR: /^\d{11}$/, HU: /^\d{8}$/, IE: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/, IT: /^\d{11}$/, LT: /^(\d{9}|\d{12})$/, LU: /^\d{8}$/, LV: /^\d{11}$/, MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/, PL: /^\d{10}$/, PT: /^\d{9}$/, RO: /^\d{2,10}$/, SE: /^\d{12}$/, SI: /^\d{8}$/, SK: /^\d{10}$/,
};

/** ISO 7064 MOD 11,10, as Germany has it. */
function isMod11And10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** Luhn 1960, as Italy has it. */
function isLuhn(digits: string): boolean {
  const sum = Array.from(digits).toReversed().reduce((total, digit, place) => total + (place % 2 === 0 ? Number(digit) : ((Number(digit) * 2) % 10) + Math.floor(Number(digit) / 5)), 0);
  return sum % 10 === 0;
}

/**
 * A tax id in one spelling by which accounts can be joined, or null where it is none that can be trusted: a mistyped number
 * would join strangers. INN with its check digits; VAT ids by the format of their country, those of DE and IT with check digits;
 * US numbers (EIN) by their format, as they have no check digit.
 */
export function taxIdOf(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s./]/g, '');
  if (/^\d{2}-\d{7}$/.test(plain)) return `US${plain.replace('-', '')}`;
  const bare = plain.replaceAll('-', '');
  if (isInn(bare)) return `RU${bare}`;
  const [country, number] = [bare.slice(0, 2), bare.slice(2)];
  if (!VAT[country]?.test(number)) return null;
  if ((country === 'DE' && !isMod11And10(number)) || (country === 'IT' && !isLuhn(number))) return null;
  return bare;
}
