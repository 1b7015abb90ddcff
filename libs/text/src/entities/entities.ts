/** What a text names. Each kind in the order of the text, without repetition. */
export interface Entities {
  readonly emails: readonly string[];
  /** Digits with a leading + where it was written. */
  readonly phones: readonly string[];
  /** Russian taxpayer numbers with right check digits. */
  readonly inns: readonly string[];
  readonly orders: readonly string[];
  readonly invoices: readonly string[];
}

const READ = 20_000;
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const PHONE = /(?<![\p{L}\p{N}.,/-])(?:\+\d{1,3}|8|0)[ \u00A0-]?(?:\(\d{2,5}\)[ \u00A0-]?)?\d(?:[ \u00A0-]?\d){6,11}(?![\p{L}\p{N}])/gu;
const INN = /(?<!\d)(?:\d{12}|\d{10})(?!\d)/gu;
const numbered = (words: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${words})[\\s:]{0,3}(?:(?:no|nr|num|number|номер)\\.?[\\s:]{0,3})?[#№]?\\s?((?=[\\p{L}\\d/-]*\\d)[\\p{L}\\d][\\p{L}\\d/-]{2,24})`, 'giu');
const ORDER = numbered('orders?|purchase|заказ(?:а|у|ом|е|ы)?|bestellung|commande|pedido|ordine|zamówieni[ea]');
const INVOICE = numbered('invoices?|bill|inv|сч[её]т(?:а|у|ом|е)?(?:[- ]фактур[аыуе])?|rechnung|facture|factura|fattura|faktur[ay]');

/** What each of them begins with: to look for it is much cheaper. */
const ORDER_WORD = /orde|purc|заказ|best|comm|pedi|ordi|zamó/i;
const INVOICE_WORD = /inv|bill|сч[её]т|rech|fact|fatt|fakt/i;

const NOTHING: Omit<Entities, 'emails'> = { phones: [], inns: [], orders: [], invoices: [] };

export function entitiesIn(text: string): Entities {
  const read = text.slice(0, READ);
  const emails = read.includes('@') ? [...new Set(read.match(EMAIL)?.map((email) => email.toLowerCase()))] : [];
  return { emails, ...(/\d/.test(read) ? numbersIn(read) : NOTHING) };
}

function numbersIn(read: string): Omit<Entities, 'emails'> {
  const all = (pattern: RegExp): string[] => [...new Set([...read.matchAll(pattern)].map(([whole, group]) => group ?? whole))];
  const inns = all(INN).filter(isInn);
  const phones = all(PHONE).map((phone) => phone.replaceAll(/[^\d+]/g, '')).filter((phone) => !inns.includes(phone));
  return { phones: [...new Set(phones)], inns, orders: ORDER_WORD.test(read) ? all(ORDER) : [], invoices: INVOICE_WORD.test(read) ? all(INVOICE) : [] };
}

const TENTH = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const ELEVENTH = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const TWELFTH = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** Whether the check digits are right (order of the Russian tax service of 29.06.2012 ММВ-7-6/435, annex). */
function isInn(digits: string): boolean {
  const check = (weights: readonly number[]): boolean => (weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11) % 10 === Number(digits[weights.length]);
  if (/^0+$/.test(digits)) return false;
  return digits.length === 10 ? check(TENTH) : check(ELEVENTH) && check(TWELFTH);
}
