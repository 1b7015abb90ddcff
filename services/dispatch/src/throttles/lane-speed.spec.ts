import { describe, expect, it } from '@jest/globals';
import { asksToSlowDown, faster, slower, type LaneSpeed } from './lane-speed.ts';

describe('the speed of a lane', () => {
  it('is halved from what was observed, and again with each complaint, down to a floor', () => {
    const first = slower(undefined, 100);
    expect(first).toMatchObject({ rate: 50, before: 100 });
    expect(slower(first, 40)).toMatchObject({ rate: 25, before: 100 });
    let speed: LaneSpeed = first;
    for (let n = 0; n < 50; n += 1) speed = slower(speed, 0);
    expect(speed.rate).toBe(0.1);
  });

  it('grows by equal steps, and is free in the end, from wherever it was', () => {
    for (const complaints of [1, 3, 40]) {
      let speed: LaneSpeed | undefined;
      for (let n = 0; n < complaints; n += 1) speed = slower(speed, 100);
      const rates: number[] = [];
      for (; speed && rates.length < 1000; speed = faster(speed)) rates.push(speed.rate);
      const steps = rates.slice(1).map((rate, at) => rate - (rates[at] ?? 0));
      expect(Math.max(...steps)).toBeCloseTo(Math.min(...steps), 6);
      expect(rates.length).toBeLessThan(110);
    }
  });

  it.each([
    ['421', true], ['421 4.7.28', true], ['450 4.7.25', true], ['450 4.2.1', true], ['452 4.7.0', true], ['450', true],
    ['451 4.7.1', false], ['450 4.7.1', false], ['452 4.2.2', false], ['451 4.3.0', false], ['550 5.7.1', false],
  ])('has to do with %s: %j', (code, expected) => {
    expect(asksToSlowDown(code)).toBe(expected);
  });
});
