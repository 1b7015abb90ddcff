import { describe, expect, it } from '@jest/globals';
import { cellAt, DAY, given, HOUR, returned, SECOND, TEN_SECONDS, usedAt, type Cells, type Span } from './meter.ts';

/** Takes as much as it can at random moments; gives the moments of all that was given out. */
function grants(span: Span, limit: number, random: () => number): number[] {
  const times: number[] = [];
  let cells: Cells = [];
  for (let now = 1_764_061_800_000; times.length < limit * 5; now += Math.floor(random() * span.length * 0.15)) {
    const n = Math.min(1 + Math.floor(random() * limit), limit - usedAt(cells, span, now));
    cells = given(cells, span, now, n);
    times.push(...Array.from({ length: n }, () => now));
  }
  return times;
}

function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('a meter', () => {
  it.each([[SECOND, 7], [TEN_SECONDS, 3], [HOUR, 40], [DAY, 100]])('never gives more than the limit within its span, wherever that begins: %j', (span, limit) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const times = grants(span, limit, pseudoRandom(seed));
      const worst = Math.max(...times.map((begin) => times.filter((time) => time >= begin && time < begin + span.length).length));
      expect(worst).toBeLessThanOrEqual(limit);
    }
  });

  it('gives all of its limit again when a span and a cell have passed', () => {
    const cells = given([], HOUR, 0, 10);
    expect([usedAt(cells, HOUR, HOUR.length), usedAt(cells, HOUR, HOUR.length + HOUR.cell)]).toEqual([10, 0]);
  });

  it('takes back what was not used, once', () => {
    const cells = given(given([], SECOND, 0, 4), SECOND, 250, 3);
    expect(usedAt(returned(cells, cellAt(SECOND, 0), 3), SECOND, 300)).toBe(4);
    expect(usedAt(returned(cells, cellAt(SECOND, 0), 9), SECOND, 300)).toBe(3);
    expect(usedAt(returned(cells, cellAt(SECOND, 5000), 9), SECOND, 300)).toBe(7);
  });

  it('does not wait for a time that has come already, where the clock was set back', () => {
    const now = 1_764_061_800_000;
    const cells = given([], SECOND, now, 10);
    expect(usedAt(cells, SECOND, now - 3_600_000)).toBe(0);
    expect(usedAt(given(cells, SECOND, now - 3_600_000, 4), SECOND, now - 3_600_000)).toBe(4);
    // Of a day only what was given out in the time that comes again.
    expect(usedAt(given(given([], DAY, now - 8 * HOUR.length, 50), DAY, now, 10), DAY, now - HOUR.length)).toBe(50);
  });

  it('stays small', () => {
    let cells: Cells = [];
    for (let now = 0; now < 20_000; now += 3) cells = given(cells, SECOND, now, 1);
    expect(cells.length).toBeLessThanOrEqual(12);
  });
});
