import { describe, expect, it } from '@jest/globals';
import { Invalid } from '@widecast/service-kit';
import { meaningOf, suggestionsFor } from './column-titles.ts';
import { columnsOf, type Titles } from './import-columns.ts';

const NOTHING: Titles = { meanings: new Map(), guesses: 'told' };
const used = (titles: string[], given: Partial<Titles> = {}): Record<string, string> => Object.fromEntries(columnsOf(titles, { ...NOTHING, ...given }, 'fair').map((column) => [column.title, meaningOf(column)]));
const looks = (...titles: string[]): Record<string, string> => Object.fromEntries(suggestionsFor(columnsOf(['email', ...titles], NOTHING, undefined)));

describe('titles of columns', () => {
  it.each(['E-Mail', 'Эл. адрес', 'электронная почта', 'Email_Address', ' ПОЧТА '])('"%s" is the address where no column is called so', (title) => {
    expect(used([title, 'city'])).toEqual({ [title.trim()]: 'email', city: 'attributes.city' });
    expect(used(['email', title])).toEqual({ email: 'email', [title.trim()]: `attributes.${title.trim()}` });
  });

  it('that could both be the address are refused', () => {
    expect(() => used(['E-Mail', 'Почта'])).toThrow(Invalid);
    expect(used(['E-Mail', 'Почта'], { meanings: new Map([['почта', 'email']]) })).toMatchObject({ 'Почта': 'email', 'E-Mail': 'attributes.E-Mail' });
  });

  it('of other programs stay attributes, and it is said what they look like', () => {
    expect(looks('Имя', 'Фамилия', 'Компания', 'ИНН', 'Кол-во сотрудников', 'Выручка', 'Страна', 'Телефон')).toEqual({
      'Имя': 'name', 'Компания': 'account_name', 'ИНН': 'account.inn', 'Кол-во сотрудников': 'account.employees', 'Выручка': 'account.revenue',
    });
    expect(looks('First Name', 'Full_Name', 'Company', 'Employees', 'shoe size')).toEqual({ Full_Name: 'name', Company: 'account_name', Employees: 'account.employees' });
    expect(looks('Job title', 'Tax ID', 'Yearly spend', 'Currency', 'Parent company', 'shoe size')).toEqual({
      'Job title': 'title', 'Tax ID': 'account.tax_id', 'Yearly spend': 'account.spend', 'Currency': 'account.currency', 'Parent company': 'account.parent',
    });
    expect(looks('Job Title', 'position')).toEqual({});
    expect(looks('name', 'имя', 'account.employees', 'staff')).toEqual({});
  });

  it('are used as they look only on demand, and never for consents', () => {
    const titles = ['email', 'Company', 'opt_in', 'unsubscribed'];

    expect(used(titles)).toMatchObject({ Company: 'attributes.Company', opt_in: 'attributes.opt_in' });
    expect(used(titles, { guesses: 'taken' })).toMatchObject({ Company: 'account_name', opt_in: 'attributes.opt_in', unsubscribed: 'attributes.unsubscribed' });
    expect(used(titles, { guesses: 'taken', meanings: new Map([['company', 'firma'], ['opt_in', 'consent']]) })).toMatchObject({ Company: 'attributes.firma', opt_in: 'consent' });
    expect(looks('opt_in', 'Подписка', 'unsubscribed')).toEqual({ opt_in: 'consent', unsubscribed: 'refusal' });
  });
});
