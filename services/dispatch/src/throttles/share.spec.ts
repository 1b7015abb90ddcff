import { describe, expect, it } from '@jest/globals';
import { SECOND } from './meter.ts';
import { Room, shares, type Waiting } from './share.ts';

const limit = (key: string, most: number, reserved = 0) => ({ key, span: SECOND, most, forPromotions: most - reserved });
const google = [limit('google', 10)];
const waiting = (sourceId: string, changes: Partial<Waiting> = {}): Waiting => ({ sourceId, lane: 'r google', kind: 'campaign', weight: 1, isOver: false, outstanding: 0, limits: google, ...changes });
const divided = (all: readonly Waiting[], cells: ConstructorParameters<typeof Room>[0] = new Map()): number[] => {
  const shared = shares(all, new Room(cells, 5000));
  return all.map((each) => shared.get(each) ?? -1);
};

describe('what may leave', () => {
  it('is divided by weight, all of it', () => {
    expect(divided([waiting('a', { weight: 4 }), waiting('b')])).toEqual([8, 2]);
    expect(divided([waiting('a'), waiting('b'), waiting('c')]).reduce((sum, n) => sum + n, 0)).toBe(10);
  });

  it('goes to what is more urgent first, and to promotions not the part that is kept for it', () => {
    const limits = [limit('google', 10, 3)];
    const [campaign, ticket] = [waiting('a', { limits }), waiting('b', { kind: 'ticket', limits })];
    expect(divided([campaign, ticket])).toEqual([0, 10]);
    expect(divided([campaign])).toEqual([7]);
  });

  it('is what is not used up, nor let go and not taken up yet', () => {
    expect(divided([waiting('a', { outstanding: 3 })], new Map([['google', [[49, 5], [30, 99]]]]))).toEqual([2]);
    expect(divided([waiting('a', { outstanding: 30 })])).toEqual([0]);
  });

  it('is as much as the narrowest limit says, and leaves the rest to others', () => {
    // Whoever is drawn first.
    for (let n = 0; n < 20; n += 1) expect(divided([waiting('a', { limits: [...google, limit('campaign', 2)] }), waiting('b')])).toEqual([2, 8]);
  });

  it('goes in turn to each of equals where it is less than one for each', () => {
    const one = [limit('google', 1)];
    const winners = new Set(Array.from({ length: 200 }, () => divided([waiting('a', { limits: one }), waiting('b', { limits: one })]).indexOf(1)));
    expect(winners).toEqual(new Set([0, 1]));
  });

  it('is everything where nothing limits it any more or it is over', () => {
    expect(divided([waiting('a', { limits: [] }), waiting('b', { isOver: true, outstanding: 5000 })])).toEqual([1000, 1000]);
  });
});
