// Formats of VIES by country.
const FORMATS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/, BE: /^[01]\d{9}$/, BG: /^\d{9,10}$/, CY: /^\d{8}[A-Z]$/, CZ: /^\d{8,10}$/, DE: /^\d{9}$/, DK: /^\d{8}$/, EE: /^\d{9}$/, EL: /^\d{9}$/, ES: /^[A-Z\d]\d{7}[A-Z\d]$/, FI: /^\d{8}$/,
  FR: /^[A-Z\d]{2}\d{9}$/, GB: /^(\d{9}|\d{12})$/, HR: /^\d{11}$/, HU: /^\d{8}$/, IE: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/, IT: /^\d{11}$/, LT: /^(\d{9}|\d{12})$/, LU: /^\d{8}$/, LV: /^\d{11}$/, MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/, PL: /^\d{10}$/, PT: /^\d{9}$/, RO: /^\d{2,10}$/, SE: /^\d{12}$/, SI: /^\d{8}$/, SK: /^\d{10}$/,
};

const weighed = (digits: string, weights: readonly number[]): number => weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0);

// The rules for check digits that the tax offices of these countries have published, where one rule holds for all numbers.
const CHECKS: Readonly<Record<string, (number: string) => boolean>> = {
  BE: (number) => 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8)),
  DE: isMod11And10,
  DK: (number) => weighed(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  EE: (number) => weighed(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  EL: (number) => (weighed(number, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(number[8]),
  FI: (number) => weighed(number, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0,
  // Keys of letters are of another, unpublished rule.
  FR: (number) => !/^\d{2}/.test(number) || (12 + 3 * (Number(number.slice(2)) % 97)) % 97 === Number(number.slice(0, 2)),
  HR: isMod11And10,
  HU: (number) => weighed(number, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0,
  IT: isLuhn,
  LU: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)),
  PL: (number) => weighed(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(number[9]),
  PT: (number) => ((11 - (weighed(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(number[8]),
  SI: (number) => (11 - (weighed(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(number[7]),
  SK: (number) => Number(number) % 11 === 0,
};

/** ISO 7064 MOD 11,10. */
function isMod11And10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** Luhn 1960. */
function isLuhn(digits: string): boolean {
  const sum = Array.from(digits).toReversed().reduce((total, digit, place) => total + (place % 2 === 0 ? Number(digit) : ((Number(digit) * 2) % 10) + Math.floor(Number(digit) / 5)), 0);
  return sum % 10 === 0;
}

/** Whether it is a VAT id in capitals without spaces: a country of the EU, or GB, and a number of its format, with right check digits where they are known. */
export function isVatId(text: string): boolean {
  const [country, number] = [text.slice(0, 2), text.slice(2)];
  return FORMATS[country]?.test(number) === true && CHECKS[country]?.(number) !== false;
}
