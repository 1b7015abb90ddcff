import { describe, expect, it } from '@jest/globals';
import { NumbersOfTexts } from '../accounts/numbers-of-texts.ts';
import type { ContactDraft } from '../writing/contact-draft.ts';
import { ImportBatch } from './import-batch.ts';

const draft = { name: null, language: null, attributes: {}, account: null, consent: null, told: null } as const;

describe('a batch of a list', () => {
  it('takes of rows with one address, or one external id, the first good one', async () => {
    const batch = new ImportBatch();
    const rows = [['a@one.test', 'X'], ['b@one.test', 'X'], ['b@one.test', 'Y'], ['b@one.test', null], ['a@one.test', 'X']] as const;
    rows.forEach(([email, externalId], n) => batch.add({ line: n + 2, email, externalId, told: '', read: (): ContactDraft => ({ ...draft, place: n + 2, email, externalId }) }));

    const { fresh, rejections } = await batch.read(new NumbersOfTexts(), rows.map(() => 'new'), 'overwrite');

    expect(fresh.drafts().map(({ place }) => place)).toEqual([2, 4]);
    expect(rejections).toEqual([
      { line: 3, column: 'external_id', reason: 'the same external id is in line 2' },
      { line: 5, column: 'email', reason: 'the same address is in line 4' }, { line: 6, column: 'email', reason: 'the same address is in line 2' },
    ]);
  });

  it('lets others have their turn while it is read', async () => {
    const batch = new ImportBatch();
    for (let n = 0; n < 1500; n += 1) batch.add({ line: n + 2, email: `${n}@one.test`, externalId: null, told: '', read: (): ContactDraft => ({ ...draft, place: n + 2, email: `${n}@one.test`, externalId: null }) });
    const order: string[] = [];
    setImmediate(() => order.push('other'));

    const { fresh } = await batch.read(new NumbersOfTexts(), batch.rows.map(() => 'new'), 'overwrite');
    order.push('read');

    expect(order).toEqual(['other', 'read']);
    expect(fresh.size).toBe(1500);
  });
});
