import type { Random } from '../../../demo/src/market/random.ts';

export type { Random };
/** Outcomes with their weights, which need not add up to one. */
export type Weights<Outcome extends string> = Readonly<Record<Outcome, number>>;

export const chance = (random: Random, probability: number): boolean => random() < probability;

export function weighted<Outcome extends string>(random: Random, weights: Partial<Weights<Outcome>>): Outcome {
  const entries = Object.entries(weights) as [Outcome, number][];
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  const last = entries.at(-1);
  if (!last) throw new RangeError('Nothing to draw from');
  return (entries.find(([, weight]) => (left -= weight) < 0) ?? last)[0];
}

/** Standard normal (Box and Muller 1958). */
export const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export const logNormal = (random: Random, median: number, sigma: number): number => median * Math.exp(sigma * normal(random));

/** A number of the Pareto law cut off at both ends. */
export function pareto(random: Random, { low, high, exponent }: { readonly low: number; readonly high: number; readonly exponent: number }): number {
  const ratio = (low / high) ** exponent;
  return low * (1 - random() * (1 - ratio)) ** (-1 / exponent);
}

/** How many successes before the first failure. */
export function geometric(random: Random, mean: number): number {
  return Math.floor(Math.log(1 - random()) / Math.log(mean / (1 + mean)));
}
