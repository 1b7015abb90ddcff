import { describe, expect, it } from '@jest/globals';
import { areaUnderCurve, calibrationError, falsePositivesAt95, macroF1 } from '../evaluation/measures.ts';
import { randomFrom } from '../learning/random.ts';
import { fitLogOdds, logOdds } from './log-odds.ts';
import { confidenceFor } from './promised-precision.ts';
import { fitMix } from './stacking.ts';
import { fitCertainty } from './top-label.ts';

describe('fitMix', () => {
  it('finds the temperature that the labels were drawn with, and trusts the model that knows more', () => {
    const random = randomFrom(5);
    const rows = 4000;
    const perceptron = Float32Array.from({ length: rows * 2 }, () => random() * 4 - 2);
    const labels = Int32Array.from({ length: rows }, (_, row) => (random() < 1 / (1 + Math.exp(1.5 * ((perceptron[row * 2] ?? 0) - (perceptron[row * 2 + 1] ?? 0)))) ? 1 : 0));
    const noise = Float32Array.from({ length: rows * 2 }, () => random() - 0.5);
    const mix = fitMix({ classes: 2, linear: noise, perceptron, labels, known: new Uint8Array(rows * 2).fill(1) });

    expect(mix.perceptron).toBeGreaterThan(1.35);
    expect(mix.perceptron).toBeLessThan(1.65);
    expect(mix.linear).toBeLessThan(0.2);
  });
});

describe('fitCertainty', () => {
  it('finds how far the odds of the likeliest class boast', () => {
    const random = randomFrom(3);
    const answers = Array.from({ length: 20_000 }, () => {
      const odds = random() * 8 - 1;
      return { odds, isRight: random() < 1 / (1 + Math.exp(0.4 - 0.7 * odds)) };
    });
    const { slope, offset } = fitCertainty(answers);

    expect(slope).toBeCloseTo(0.7, 1);
    expect(offset).toBeCloseTo(-0.4, 1);
  });

  it('leaves the odds as they are where there is too little to learn from', () => {
    expect(fitCertainty([])).toEqual({ slope: 1, offset: 0 });
    const { slope, offset } = fitCertainty([{ odds: 20, isRight: true }, { odds: 0.5, isRight: false }]);

    expect(slope).toBeGreaterThan(0.9);
    expect(Math.abs(offset)).toBeLessThan(0.3);
  });
});

describe('confidenceFor', () => {
  const judged = (rights: number, wrongs: number, confidence: number): { confidence: number; isRight: boolean }[] =>
    Array.from({ length: rights + wrongs }, (_, at) => ({ confidence, isRight: at < rights }));

  it('promises nothing on too few answers, however right', () => {
    expect(confidenceFor(judged(100, 0, 0.9), 0.98, 0.1)).toBe(2);
    expect(confidenceFor(judged(200, 0, 0.9), 0.98, 0.1)).toBe(0.9);
  });

  it('leaves out the part that would break the promise', () => {
    expect(confidenceFor([...judged(1000, 5, 0.9), ...judged(80, 20, 0.6)], 0.98, 0.1)).toBe(0.9);
  });

  it('breaks its promise no more often than the risk says', () => {
    const random = randomFrom(11);
    const draw = (): { confidence: number; isRight: boolean } => {
      const confidence = random();
      return { confidence, isRight: random() < 0.9 + confidence / 10 };
    };
    let broken = 0;
    for (let round = 0; round < 200; round += 1) {
      const from = confidenceFor(Array.from({ length: 1500 }, draw), 0.98, 0.1);
      // From c on, the true precision is the mean of 0.9 + x / 10 over [c, 1].
      if (from < 1 && 0.9 + (from + 1) / 20 < 0.98) broken += 1;
    }

    expect(broken / 200).toBeLessThan(0.2);
  });
});

describe('fitLogOdds', () => {
  it('parts two clouds and ignores what says nothing', () => {
    const random = randomFrom(2);
    const samples = Array.from({ length: 600 }, (_, at) => ({ features: [(at % 2) * 2 + random(), random() * 100], isPositive: at % 2 === 1 }));
    const weights = fitLogOdds(samples);

    expect(samples.every(({ features, isPositive }) => logOdds(weights, features) > 0 === isPositive)).toBe(true);
  });
});

describe('measures', () => {
  it('finds a calibrated answer free of error and a boastful one at its distance', () => {
    const half = Array.from({ length: 10 }, (_, at) => ({ confidence: 0.5, isRight: at < 5 }));

    expect(calibrationError(half)).toBeCloseTo(0);
    expect(calibrationError(half.map(({ isRight }) => ({ confidence: 0.9, isRight })))).toBeCloseTo(0.4);
  });

  it('counts pairs for the area under the curve, ties by half', () => {
    expect(areaUnderCurve([3, 2], [1, 0])).toBe(1);
    expect(areaUnderCurve([1, 1], [1, 1])).toBe(0.5);
    expect(areaUnderCurve([0.9, 0.2], [0.5, 0.1])).toBe(0.75);
  });

  it('lets pass what passes with 95 of 100 in scope', () => {
    expect(falsePositivesAt95(Array.from({ length: 100 }, (_, at) => at), [0, 4, 5, 50])).toBe(0.5);
  });

  it('weighs classes the same in the macro F1', () => {
    expect(macroF1(Int32Array.of(0, 0, 0, 1), Int32Array.of(0, 0, 0, 0), 2)).toBeCloseTo((6 / 7 + 0) / 2);
  });
});
