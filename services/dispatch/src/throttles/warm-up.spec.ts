import { describe, expect, it } from '@jest/globals';
import { allowanceAt } from './warm-up.ts';

const warmUp = { start: 50, growth: 2, full: 1000, from: '2026-11-24' };
const on = (time: string): number | undefined => allowanceAt(warmUp, Date.parse(time));

describe('a warm-up', () => {
  it('allows more each day until all may leave', () => {
    expect(['24T00:00', '24T23:59', '25T00:00', '26T12:00', '28T00:00', '29T00:00'].map((time) => on(`2026-11-${time}:00Z`))).toEqual([50, 50, 100, 200, 800, undefined]);
  });

  it('allows nothing before its first day, and does not stop to be over', () => {
    expect(on('2026-11-23T23:59:59Z')).toBe(0);
    expect(on('2126-11-24T00:00:00Z')).toBeUndefined();
  });
});
