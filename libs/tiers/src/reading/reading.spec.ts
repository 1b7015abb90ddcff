import { describe, expect, it } from '@jest/globals';
import { industryNamed } from './industries.ts';
import { jobTitleNamed } from './job-titles.ts';
import { legalFormIn, legalFormNamed } from './legal-forms.ts';
import { isInn, taxIdOf, taxIdsIn } from './tax-ids.ts';

describe('what texts tell of a company', () => {
  it.each([
    ['ООО «Ромашка»', 'limited'], ['ИП Иванов Пётр', 'person'], ['ПАО Северсталь', 'public'], ['Acme, Inc.', 'corporation'], ['Müller GmbH & Co. KG', 'mixed'], ['Rossi S.p.A.', 'stock'], ['BP plc', 'public'],
    ['Ромашка', undefined], ['Limited Edition Shop', 'limited'], ['ООО', undefined],
  ])('finds the legal form of %s', (name, form) => {
    expect(legalFormIn(name)).toBe(form);
  });

  it('knows legal forms in full', () => {
    expect([legalFormNamed('Общество с ограниченной ответственностью'), legalFormNamed('G.m.b.H.'), legalFormNamed('club')]).toEqual(['limited', 'limited', undefined]);
  });

  it.each([
    ['Founder & CEO', 'owner'], ['владелец', 'owner'], ['Group CFO', 'group'], ['начальник отдела закупок', 'department'], ['CFO', 'officer'], ['генеральный директор', 'chief'], ['Accountant', 'staff'], ['  ', undefined],
  ])('takes %s for %s', (title, kind) => {
    expect(jobTitleNamed(title)).toBe(kind);
  });

  it('reads industries in English and Russian', () => {
    expect(['Hotels & Hospitality', 'Hospital & Health Care', 'Оптовая торговля', 'space tourism'].map(industryNamed)).toEqual(['hospitality', 'health', 'wholesale', undefined]);
  });

  it('believes tax ids with right check digits alone', () => {
    expect([isInn('7707083893'), isInn('7707083894'), isInn('500100732259'), isInn('500100732258')]).toEqual([true, false, true, false]);
    expect([taxIdOf('7707 083 893'), taxIdOf('DE 136695976'), taxIdOf('DE136695975'), taxIdOf('12-3456798'), taxIdOf('FR83404833048'), taxIdOf('n/a')])
      .toEqual(['RU7707083893', 'DE136695976', null, 'US123456798', 'FR83404833048', null]);
  });

  it.each(['BE0202239951', 'DK22756214', 'EE100594102', 'EL094019245', 'FI01120389', 'FR40303265045', 'HR33392005961', 'HU10773381', 'LU26375245', 'PL5260250995', 'PT500278725', 'SI98511734', 'SK2020317068'])(
    'believes %s, and not with another digit', (id) => {
      const mistyped = id.slice(0, -1) + ((Number(id.at(-1)) + 1) % 10);

      expect([taxIdOf(id), taxIdOf(mistyped)]).toEqual([id, null]);
    });

  it.each(['0000000000', '000000000000', '00-0000000', '99-9999999', '12-3456789', 'IT00000000000', 'ATU11111111', 'GB123456789', ''])('takes %s for no tax id: it stands where there is none', (text) => {
    expect(taxIdOf(text)).toBeNull();
  });

  it.each([
    ['7707083893/773601001', ['RU7707083893']], ['7707083893 \\ 773601001', ['RU7707083893']], ['ИНН 7707083893', ['RU7707083893']], ['7707083893, DE 136695976', ['RU7707083893', 'DE136695976']], ['7707 083 893', ['RU7707083893']],
    ['773601001', []], ['n/a', []],
  ])('reads %s as it stands in lists', (text, ids) => {
    expect(taxIdsIn(text)).toEqual(ids);
  });
});
