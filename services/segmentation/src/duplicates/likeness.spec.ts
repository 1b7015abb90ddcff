import { describe, expect, it } from '@jest/globals';
import { similarity, wordsOfName } from './company-name.ts';
import { likenessOf, PROPOSED_FROM, type Profile } from './likeness.ts';
import { pairsAmong } from './sorted-neighbours.ts';

const profile = (more: Partial<Profile> & { readonly name?: string }): Profile =>
  ({ id: 'a', key: 'a', words: wordsOfName(more.name ?? ''), namesakes: 2, country: null, region: null, city: null, taxIds: [], domains: [], parents: [], ...more });
const like = (one: Parameters<typeof profile>[0], other: Parameters<typeof profile>[0]): number | undefined => likenessOf(profile(one), profile(other))?.score;

describe('names of companies', () => {
  it.each([
    ['Müller & Söhne GmbH', 'Mueller und Soehne', 'MULLER, SOHNE GMBH'], ['ООО «Ромашка»', 'OOO Romashka', 'РОМАШКА'], ['ИП Иванов Пётр', 'Иванов Петр ИП', 'IP Ivanov Petr'], ["O'Neill  Ltd.", 'ONeill Limited', 'o’neill'],
    ['ООО Восход-Юг', 'Voskhod Yug LLC', 'ВОСХОД ЮГ'],
  ])('%s, %s and %s are alike', (...names) => {
    expect(new Set(names.map((name) => wordsOfName(name).join(' '))).size).toBe(1);
  });

  it('keep what tells firms apart', () => {
    expect(wordsOfName('Alfa 12 GmbH')).not.toEqual(wordsOfName('Alfa 21 GmbH'));
    expect(wordsOfName('GmbH')).toEqual(['gmbh']);
    expect(wordsOfName('« » , . ')).toEqual([]);
    expect([similarity('', ''), similarity('bakery', 'bakeri'), similarity('ab', 'cd')]).toEqual([1, 5 / 6, 0]);
  });
});

describe('the likeness of two accounts', () => {
  it('is that of one company where tax id or domain are one, whatever lists call it', () => {
    expect(like({ taxIds: ['DE1'], name: 'Acme GmbH' }, { taxIds: ['DE1'], name: 'Rocket Trade AG' })).toBeGreaterThanOrEqual(PROPOSED_FROM);
    expect(like({ domains: ['acme.de'], name: 'Acme' }, { domains: ['acme.de'] })).toBeGreaterThanOrEqual(PROPOSED_FROM);
    expect(like({ domains: ['acme.de'], name: 'Acme' }, { domains: ['acme.de'], name: 'Bolt Coffee' })).toBeLessThan(PROPOSED_FROM);
  });

  it('is that of one company where name and place are one, as long as few have the name', () => {
    const [here, there] = [{ name: 'Nordlicht Kaffee GmbH', city: 'kiel', country: 'de' }, { name: 'NORDLICHT-KAFFEE', city: 'kiel', country: 'de' }];
    expect(like(here, there)).toBeGreaterThanOrEqual(PROPOSED_FROM);
    expect(like({ ...here, name: 'Nordlicht Kafee' }, there)).toBeGreaterThanOrEqual(PROPOSED_FROM);
    expect(like({ ...here, name: 'Nordlicht Kafee', city: null }, there)).toBeLessThan(PROPOSED_FROM);
    expect(like(here, { ...there, city: 'bonn' })).toBeLessThan(PROPOSED_FROM);
    expect(like({ ...here, namesakes: 40 }, { ...there, namesakes: 40 })).toBeLessThan(PROPOSED_FROM);
  });

  it('is not, against all likeness, where tax ids are two; and a parent is no duplicate', () => {
    expect(like({ taxIds: ['DE1'], domains: ['acme.de'], name: 'Acme' }, { taxIds: ['DE2'], domains: ['acme.de'], name: 'Acme' })).toBeLessThan(PROPOSED_FROM);
    expect(like({ key: 'head', taxIds: ['DE1'] }, { key: 'shop', parents: ['head'], taxIds: ['DE1'] })).toBeUndefined();
    expect(likenessOf(profile({ taxIds: ['DE1'] }), profile({ taxIds: ['DE2'] }))?.reasons).toEqual([{ kind: 'other tax id', value: 'DE1, DE2', weight: -0.9 }]);
  });
});

describe('neighbours in an order of names', () => {
  const named = (id: string, name: string, namesakes = 1, place = ''): Parameters<typeof pairsAmong>[0][number] => ({ id, name, words: name.split(' ').toSorted().join(' '), place, namesakes });

  it('are worth a look where names are alike, and with common names only at one place', () => {
    expect(pairsAmong([named('a', 'nordlicht kafee'), named('b', 'nordlicht kaffee'), named('c', 'zebra')])).toEqual([['a', 'b']]);
    expect(pairsAmong([named('a', 'alfa', 500), named('b', 'alfa', 500), named('c', 'alfa', 500, 'bonn'), named('d', 'alfa', 500, 'bonn')])).toEqual([['c', 'd']]);
    expect(pairsAmong([named('a', 'alfa trade 12'), named('b', 'alfa trade 13')])).toEqual([]);
  });
});
