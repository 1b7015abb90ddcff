import { describe, expect, it } from '@jest/globals';
import { BOXED_INTENTS } from '@widecast/text';
import { isComplaint } from '@widecast/text';
import { macroText } from '../macro-text.ts';
import { boxedMacros } from './boxed-macros.ts';

const TICKET = { name: null, email: 'ann@shop.test', number: '7', subject: 'x' };

describe('boxed macros', () => {
  const boxed = boxedMacros();
  const cases = BOXED_INTENTS.flatMap((intent) => ['en', 'ru'].map((language) => [intent, language] as const));

  it.each(cases)('answer %s in %s once the vendor has filled in what they name, and not before', (intent, language) => {
    const macro = boxed.macros[intent];
    if (!macro) throw new Error('there is none');
    const filled = { vendor: { [language]: Object.fromEntries(Object.keys(boxed.vendor[language] ?? {}).map((field) => [field, `<${field}>`])) } };
    const [before, after] = [macroText(macro, boxed, { ...TICKET, language }), macroText(macro, filled, { ...TICKET, language })];

    expect(before && 'missing' in before ? before.missing.length > 0 : !macro.texts[language]?.includes('vendor.')).toBe(true);
    const text = after && 'text' in after ? after.text : '';
    expect(text).toMatch(language === 'ru' ? /^Здравствуйте!\n\n\P{Script=Latin}/u : /^Hello,\n\n/);
    expect(text).not.toMatch(/[{}]/);
  });

  it('do not sound like a complaint where they come back quoted', () => {
    const texts = Object.values(boxed.macros).flatMap(({ texts: all }) => Object.values(all));
    expect(texts.filter(isComplaint)).toEqual([]);
  });
});
