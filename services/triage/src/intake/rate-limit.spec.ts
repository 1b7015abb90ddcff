import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.ts';

describe('RateLimit', () => {
  it('allows so many at once, then as many an hour, and says how long to wait', () => {
    let now = 0;
    const limit = new RateLimit(60, () => now);

    expect(Array.from({ length: 60 }, () => limit.take('a'))).toEqual(Array(60).fill(0));
    expect(limit.take('a')).toBe(60);
    now += 59_000;
    expect(limit.take('a')).toBe(1);
    now += 1000;
    expect([limit.take('a'), limit.take('a')]).toEqual([0, 60]);
  });

  it('counts each by himself and remembers not more than it may', () => {
    const limit = new RateLimit(1, () => 0);
    limit.take('first');
    for (let n = 0; n < 50_000; n += 1) limit.take(`other ${n}`);

    expect([limit.take('other 49999') > 0, limit.take('first')]).toEqual([true, 0]);
  });
});
