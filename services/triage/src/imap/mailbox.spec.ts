import { describe, expect, it } from '@jest/globals';
import { cursorFor, type Cursor } from './mailbox.ts';

const NOW = new Date('2026-11-25T10:00:00Z');
const FOLDER = { uidValidity: '7', uidNext: 101 };
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
const at = (days: number, take: 'new' | 'all', known?: Cursor): Cursor => cursorFor({ take, createdAt: daysAgo(days) }, known, FOLDER, NOW);

describe('the place in a mailbox', () => {
  it('is at the end at first, or at the beginning where all is wanted', () => {
    expect([at(0, 'new'), at(0, 'all')]).toEqual([{ uidValidity: '7', lastUid: 100, since: null }, { uidValidity: '7', lastUid: 0, since: null }]);
  });

  it('stays where it was', () => {
    const known = { uidValidity: '7', lastUid: 42, since: daysAgo(3) };
    expect(at(10, 'new', known)).toBe(known);
  });

  it.each([
    ['since it was added', 10, 'new', 11], ['as long as mails are remembered', 200, 'new', 85], ['as long as mails are remembered, of all', 200, 'all', 85],
  ] as const)('is at the beginning when mails are numbered anew; %s', (_what, added, take, since) => {
    expect(at(added, take, { uidValidity: '6', lastUid: 42, since: null })).toEqual({ uidValidity: '7', lastUid: 0, since: daysAgo(since) });
  });

  it('has no bound while all that was ever taken is remembered', () => {
    expect(at(10, 'all', { uidValidity: '6', lastUid: 42, since: null }).since).toBeNull();
  });
});
