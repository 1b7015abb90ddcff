import { parseLiquid } from '@widecast/liquid';
import { BOXED_INTENTS } from '@widecast/text';
import { vendorFieldsOf } from '../macro-names.ts';
import { macroSettings, type MacroSettings } from '../macro-settings.ts';
import { BOXED_EN } from './boxed-en.ts';
import { BOXED_RU } from './boxed-ru.ts';

const english = (said: string): string => `Hello{% if name != '' %} {{ name }}{% endif %},\n\n${said}\n`;
const russian = (said: string): string => `Здравствуйте{% if name != '' %}, {{ name }}{% endif %}!\n\n${said}\n`;

/** A ready answer for each intent of the boxed start, in English and Russian; what only the vendor knows is left for him to fill in. */
export function boxedMacros(): MacroSettings {
  const macros = Object.fromEntries(BOXED_INTENTS.map((intent) => [intent, { texts: { en: english(BOXED_EN[intent]), ru: russian(BOXED_RU[intent]) } }]));
  return macroSettings.parse({ macros, vendor: { en: blanksIn(BOXED_EN), ru: blanksIn(BOXED_RU) } });
}

function blanksIn(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.values(texts).flatMap((text) => vendorFieldsOf(parseLiquid(text))).map((field) => [field, '']));
}
