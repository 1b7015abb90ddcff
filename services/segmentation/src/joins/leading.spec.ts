import { describe, expect, it } from '@jest/globals';
import { leadingOfEach, type Member } from './leading.ts';

const member = (key: string, own: Partial<Member['own']> = {}): Member => ({ id: `id of ${key}`, key, name: null, own: { tier: 'SMB', confidence: 0.9, upper: 0.01, ...own }, links: [{ value: 'tax:DE136695976', kind: 'tax' }] });
const leaders = (...members: readonly Member[]): Record<string, string | null> => Object.fromEntries([...leadingOfEach(members)].map(([id, leading]) => [id, leading?.key ?? null]));

describe('who leads the accounts of one company', () => {
  const large = { tier: 'ENTERPRISE', upper: 0.99 } as const;

  it('is the largest, and nobody leads it', () => {
    expect(leaders(member('a'), member('b', large), member('c'))).toEqual({ 'id of a': 'b', 'id of b': null, 'id of c': 'b' });
  });

  it('is the same of two that are equally large, in whatever order they are read', () => {
    const [a, b, c] = [member('a', large), member('b', large), member('c')];

    expect(leaders(c, b, a)).toEqual(leaders(a, b, c));
    expect(leaders(c, b, a)['id of c']).toBe('a');
  });

  it('is nobody where nothing is known of all', () => {
    expect(leaders(member('a', { tier: 'UNKNOWN', upper: 0 }), member('b', { tier: 'UNKNOWN', upper: 0 }))).toEqual({ 'id of a': null, 'id of b': null });
  });
});
