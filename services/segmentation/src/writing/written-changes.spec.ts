import { describe, expect, it } from '@jest/globals';
import type { WrittenContact } from './staged-contacts.ts';
import { changesOf } from './written-changes.ts';

const written = (id: string, changed: WrittenContact['changed'], { created = false, accountId = null }: { created?: boolean; accountId?: string | null } = {}): WrittenContact => ({ id, place: 1, created, changed, accountId, accountBefore: null, cameTo: null, cameToBefore: null });
const NOBODY: ReadonlySet<string> = new Set();
const fields = (...names: string[]): WrittenContact['changed'] => ({ fields: names, account: false, consent: false });

describe('what rules look at again', () => {
  it('is what changed of each contact, and everything of one who is new or was changed by others meanwhile', () => {
    expect(changesOf([
      written('a', fields('attributes.city')), written('b', fields('attributes.city')), written('c', { fields: null, account: true, consent: true }),
      written('d', null), written('e', fields(), { created: true }), written('f', fields()), written('g', fields(), { accountId: 'moved' }), written('h', fields(), { accountId: 'other' }),
    ], new Set(['moved']))).toEqual([
      { contactIds: ['a', 'b'], touches: expect.objectContaining({ fields: ['attributes.city'], consents: [] }) },
      { contactIds: ['d', 'e'], touches: { everything: true } },
      { contactIds: ['c'], touches: { account: true, consents: ['advertising'], fields: [], behaviours: [] } },
      { contactIds: ['g'], touches: { account: true, consents: [], fields: [], behaviours: [] } },
    ]);
  });

  it('is put together where everybody changed in another way', () => {
    const changes = changesOf(Array.from({ length: 9 }, (_, n) => written(String(n), fields(`attributes.f${n}`))), NOBODY);

    expect(changes).toHaveLength(4);
    expect(changes.flatMap(({ contactIds }) => contactIds).toSorted()).toEqual(Array.from({ length: 9 }, (_, n) => String(n)));
    expect(changes.at(-1)?.touches.fields).toHaveLength(6);
  });

  it('is nothing where nothing changed that rules can see', () => {
    expect(changesOf([written('a', fields())], NOBODY)).toEqual([]);
  });
});
