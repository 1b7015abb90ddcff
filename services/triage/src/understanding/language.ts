/** By script alone: Cyrillic is Russian, Latin English, anything else undetermined (ISO 639: und). */
export type Language = 'en' | 'ru' | 'und';

export function languageOf(text: string): Language {
  const sample = text.slice(0, 4000);
  const cyrillic = sample.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0 || cyrillic + latin < letters / 2) return 'und';
  // Russian text is full of Latin product names; English text has hardly any Cyrillic.
  return cyrillic * 3 >= latin ? 'ru' : 'en';
}
