import { describe, expect, it } from '@jest/globals';
import type { AccountDraft } from '../writing/contact-draft.ts';
import { ToldSignals } from './told-signals.ts';

const told = (key: string, ...names: string[]): AccountDraft =>
  ({ key, name: null, signals: Object.fromEntries(names.map((name) => [name, 1])), contacts: 1, freeMail: false, mailDomain: null, titles: [], fills: false });
const namesIn = ([account]: readonly AccountDraft[]): string[] => Object.keys(account?.signals ?? {}).sort();

describe('signals that a trial has told', () => {
  it('are those of all parts before, for each of very many accounts', () => {
    const signals = new ToldSignals();
    signals.note(Array.from({ length: 5000 }, (_, n) => told(`a${n}`, n % 2 === 0 ? 'seats' : 'spend')));
    signals.note([told('a1', 'seats', 'region'), told('a2')]);

    expect(['a0', 'a1', 'a2', 'a4999', 'nobody'].map((key) => namesIn(signals.with([told(key, 'x')])))).toEqual([['seats', 'x'], ['region', 'seats', 'spend', 'x'], ['seats', 'x'], ['spend', 'x'], ['x']]);
    expect(signals.with([told('a0', 'seats')])[0]?.signals).toEqual({ seats: 1 });
  });
});
