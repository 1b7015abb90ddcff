/** As people and programs write them, beside the codes of ISO 4217. */
const SPELLINGS: Readonly<Record<string, string>> = {
  $: 'USD', US$: 'USD', DOLLAR: 'USD', DOLLARS: 'USD', '€': 'EUR', EURO: 'EUR', EUROS: 'EUR', ЕВРО: 'EUR', '£': 'GBP', POUND: 'GBP', POUNDS: 'GBP', '₽': 'RUB', RUR: 'RUB', РУБ: 'RUB', РУБЛЬ: 'RUB', РУБЛИ: 'RUB', РУБЛЕЙ: 'RUB', SFR: 'CHF',
};

/** The code of a currency; what is not known stands as it is, in capitals. */
export function currencyNamed(text: string): string {
  const plain = text.toUpperCase().replaceAll(/[\s.]/g, '');
  return SPELLINGS[plain] ?? plain;
}
