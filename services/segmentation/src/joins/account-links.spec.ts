import { describe, expect, it } from '@jest/globals';
import { companyDomains, linksOf, type Linkable } from './account-links.ts';

const links = (account: Partial<Linkable>): string[] => linksOf({ key: 'a1', name: null, attributes: {}, mailDomain: null, ...account }).map(({ kind, value }) => `${kind} ${value}`);

describe('what makes one company of accounts', () => {
  it('is a tax id in one spelling, only with the right check digits', () => {
    expect(links({ attributes: { tax_id: '7707083893' } })).toEqual(['tax tax:RU7707083893']);
    expect(links({ attributes: { inn: 7_707_083_893 } })).toEqual(['tax tax:RU7707083893']);
    expect(links({ key: '7707083893' })).toEqual(['tax tax:RU7707083893']);
    expect(links({ attributes: { tax_id: '7707083894' } })).toEqual([]);
    expect(links({ attributes: { vat_id: 'de 136 695 976' } })).toEqual(['tax tax:DE136695976']);
  });

  it('is a tax id as lists have it: with the code of a branch, under a name in capitals, without the zero that a spreadsheet took', () => {
    expect(links({ attributes: { inn: '7707083893/773601001' } })).toEqual(['tax tax:RU7707083893']);
    expect(links({ attributes: { INN: '7707083893' } })).toEqual(['tax tax:RU7707083893']);
    expect(links({ attributes: { ИНН: 274_062_111 } })).toEqual(['tax tax:RU0274062111']);
    expect(links({ attributes: { tax_id: '274062111' } })).toEqual([]);
  });

  it('is each of several pages in one cell, and nothing else that stands there', () => {
    expect(links({ attributes: { Website: 'acme.com; www.acme.de (shop)' } })).toEqual(['domain acme.com', 'domain acme.de']);
    expect(links({ attributes: { website: 'https://acme.test/shop,index.html' } })).toEqual(['domain acme.test']);
    expect(links({ attributes: { website: 'gmail.com, acme.com,' } })).toEqual(['domain acme.com']);
  });

  it('is the domain that the company registered, whatever stands before it', () => {
    expect(links({ attributes: { website: 'https://www.Acme.co.uk/shop' }, mailDomain: 'mail.acme.co.uk' })).toEqual(['brand acme.co.uk']);
    expect(links({ key: 'berlin.acme.de' })).toEqual(['domain acme.de']);
    expect(links({ key: 'acme.de', mailDomain: 'acme.de' })).toEqual([]);
  });

  it('is a domain in any script, in the spelling that addresses have', () => {
    expect(links({ attributes: { website: 'https://Ромашка.рф/shop' } })).toEqual(['domain xn--80aa3agjl3d.xn--p1ai']);
    expect(links({ key: 'xn--80aa3agjl3d.xn--p1ai', attributes: { domain: 'ромашка.рф' }, mailDomain: 'xn--80aa3agjl3d.xn--p1ai' })).toEqual([]);
    expect(links({ attributes: { parent: 'Ромашка.рф' } })).toEqual(['parent xn--80aa3agjl3d.xn--p1ai']);
  });

  it.each([
    ['Acme Berlin GmbH', 'acme.de', 'brand'], ['ПАО Сбербанк, офис 12', 'sberbank.ru', 'brand'], ['Deutsche Bank AG', 'deutsche-bank.de', 'brand'], ['Müller & Söhne', 'mueller.de', 'brand'], ['ИП Ромашка', 'ромашка.рф', 'brand'],
    ['ING Bank', 'ing.com', 'brand'], ['Ling Engineering', 'ing.com', 'domain'], ['Bakery Schmidt', 'agency.com', 'domain'], ['', 'acme.de', 'domain'],
  ])('knows whether %s is called by %s: %s', (name, mailDomain, kind) => {
    expect(linksOf({ key: 'a1', name, attributes: {}, mailDomain }).map((link) => link.kind)).toEqual([kind]);
  });

  it('is a domain of its own too where it tells it as its page and its people write from it, whatever it is called', () => {
    expect(links({ name: 'VW Werk 12', attributes: { website: 'https://www.volkswagen.de' }, mailDomain: 'wob.volkswagen.de' })).toEqual(['brand volkswagen.de']);
    expect(links({ name: 'Bakery Schmidt', attributes: { website: 'bakery-schmidt.de' }, mailDomain: 'agency.com' })).toEqual(['brand bakery-schmidt.de', 'domain agency.com']);
    expect(links({ name: 'Bakery Schmidt', attributes: { website: 'https://social.test/bakery' }, mailDomain: null })).toEqual(['domain social.test']);
  });

  it('is told as the domains of the account, its key among them', () => {
    expect(companyDomains({ key: 'Acme.de', name: null, attributes: { website: 'https://shop.acme.com' }, mailDomain: 'mail.acme.de' })).toEqual(['acme.com', 'acme.de']);
    expect(companyDomains({ key: 'acme', name: null, attributes: { domain: 'gmail.com' }, mailDomain: null })).toEqual([]);
  });

  it.each(['gmail.com', 'yahoo.co.uk', 'mailinator.com', 'co.uk', '127.0.0.1', 'acme'])('is not %s', (mailDomain) => {
    expect(links({ mailDomain })).toEqual([]);
  });

  it('is a parent, by a list or by the word of a person, which stands above it', () => {
    expect(links({ attributes: { parent: 'Holding' } })).toEqual(['parent holding']);
    expect(links({ attributes: { parent: 'Holding' }, parent: 'other' })).toEqual(['parent other']);
    expect(links({ attributes: { parent: 'Holding' }, parent: null })).toEqual([]);
    expect(links({ attributes: { parent: 'a1' } })).toEqual([]);
  });
});
