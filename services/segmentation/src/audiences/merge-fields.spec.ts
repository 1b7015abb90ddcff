import { describe, expect, it } from '@jest/globals';
import { isOfAccount, isOfContact, mergeFieldsOf, type ContactValues } from './merge-fields.ts';

const anna: ContactValues = {
  email: 'anna@firm.test', externalId: null, name: 'Anna', language: 'en', attributes: { city: 'Oslo', number: 7, tags: ['a'] },
  accountName: 'Firm', accountTier: 'SMB', accountAttributes: { seats: 12 },
};

describe('merge fields', () => {
  it('are taken from the contact, its attributes and its account, and are null where there is none', () => {
    expect(mergeFieldsOf(['name', 'externalId', 'city', 'attributes.city', 'account.name', 'account.tier', 'account.seats', 'tags', 'nowhere'], anna)).toEqual({
      name: 'Anna', externalId: null, city: 'Oslo', 'attributes.city': 'Oslo', 'account.name': 'Firm', 'account.tier': 'SMB', 'account.seats': 12, tags: null, nowhere: null,
    });
  });

  it('are attributes, whatever else comes with the row', () => {
    expect(mergeFieldsOf(['number'], { ...anna, number: 41 } as ContactValues)).toEqual({ number: 7 });
  });

  it.each([
    ['name', false, false], ['city', true, false], ['attributes.name', true, false], ['account.name', false, false], ['account.tier', false, false], ['account.seats', false, true],
  ])('tell what must be read for %s', (name, ofContact, ofAccount) => {
    expect([isOfContact(name), isOfAccount(name)]).toEqual([ofContact, ofAccount]);
  });
});
