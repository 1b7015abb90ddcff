import { describe, expect, it } from '@jest/globals';
import { criticalValue, normalQuantile } from './normal-quantile.ts';

describe('normalQuantile', () => {
  it.each([
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.95, 1.6448536269514722],
    [0.9995, 3.2905267314919255],
    [0.001, -3.090232306167813],
    [0.5, 0],
  ])('agrees with the printed table at %d', (probability, value) => {
    expect(normalQuantile(probability)).toBeCloseTo(value, 7);
  });

  it.each([0, 1, -0.1, Number.NaN])('refuses the probability %d', (probability) => {
    expect(() => normalQuantile(probability)).toThrow(RangeError);
  });

  it.each([0, 1, 95, Number.NaN])('refuses the confidence %d', (confidence) => {
    expect(() => criticalValue(confidence)).toThrow(/confidence must be between 0 and 1/);
  });
});
