import { describe, expect, it } from '@jest/globals';
import { BOXED_STYLES } from './boxed.ts';
import { lettersIn } from './letters.ts';
import { BOXED_INTENTS } from './taxonomy.ts';

describe('the letters of the boxed start', () => {
  it.each(Object.entries(BOXED_STYLES))('have two letters at least for each intent, in the style %s', (_style, letters) => {
    const counts = BOXED_INTENTS.map((intent) => letters.filter(({ label }) => label === intent).length);

    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
    expect(letters.filter(({ label }) => !(BOXED_INTENTS as readonly string[]).includes(label))).toEqual([]);
  });

  it('is refused where a line has no intent', () => {
    expect(() => lettersIn('hello\n# invoice')).toThrow('above the first intent');
  });
});
