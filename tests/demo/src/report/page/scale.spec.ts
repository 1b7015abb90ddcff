import { describe, expect, it } from '@jest/globals';
import { niceStep, scaleOf } from './scale.ts';

describe('a scale', () => {
  it('has round steps', () => {
    expect([0.0173, 0.9, 7, 23, 380].map((length) => Number(niceStep(length, 4).toPrecision(3)))).toEqual([0.005, 0.25, 2, 10, 100]);
  });

  it('covers its values from one round figure to another', () => {
    const scale = scaleOf([0.12, 0.37], { from: 100, to: 300 });

    expect(scale.ticks.map((tick) => Number(tick.toFixed(6)))).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect([scale.of(0.1), scale.of(0.25), scale.of(0.4)]).toEqual([100, 200, 300]);
  });

  it('can be made of one value', () => {
    expect(scaleOf([0, 0], { from: 0, to: 10 }).ticks.length).toBeGreaterThan(1);
  });
});
