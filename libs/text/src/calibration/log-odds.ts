export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Log-odds = Σ weight · feature + the last weight. */
export function logOdds(weights: readonly number[], features: readonly number[]): number {
  let sum = weights[features.length] ?? 0;
  for (let at = 0; at < features.length; at += 1) sum += (weights[at] ?? 0) * (features[at] ?? 0);
  return sum;
}

export interface Sample {
  readonly features: readonly number[];
  readonly isPositive: boolean;
}

const ROUNDS = 400;
const RATE = 0.5;
const SHRINK = 0.002;

/**
 * Logistic regression over a few features: both answers count the same however many samples each has, features are
 * standardised inside. Answers the weights for {@link logOdds}.
 */
export function fitLogOdds(samples: readonly Sample[]): number[] {
  const width = samples[0]?.features.length ?? 0;
  const positives = samples.filter(({ isPositive }) => isPositive).length;
  const shares = { yes: 0.5 / Math.max(1, positives), no: 0.5 / Math.max(1, samples.length - positives) };
  const { means, deviations } = standard(samples, width);
  const weights = Array.from({ length: width + 1 }, () => 0);
  const scaled = samples.map(({ features, isPositive }) => ({ features: features.map((value, at) => (value - (means[at] ?? 0)) / (deviations[at] ?? 1)), isPositive }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = weights.map((weight, at) => (at < width ? SHRINK * weight : 0));
    for (const { features, isPositive } of scaled) {
      const error = (sigmoid(logOdds(weights, features)) - (isPositive ? 1 : 0)) * (isPositive ? shares.yes : shares.no);
      for (let at = 0; at < width; at += 1) slope[at] = (slope[at] ?? 0) + error * (features[at] ?? 0);
      slope[width] = (slope[width] ?? 0) + error;
    }
    for (let at = 0; at <= width; at += 1) weights[at] = (weights[at] ?? 0) - RATE * (slope[at] ?? 0);
  }
  return unscaled(weights, means, deviations);
}

function standard(samples: readonly Sample[], width: number): { means: number[]; deviations: number[] } {
  const columns = Array.from({ length: width }, (_, at) => samples.map(({ features }) => features[at] ?? 0));
  const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
  const deviations = columns.map((values, at) => Math.sqrt(values.reduce((sum, value) => sum + (value - (means[at] ?? 0)) ** 2, 0) / Math.max(1, values.length)) || 1);
  return { means, deviations };
}

function unscaled(weights: readonly number[], means: readonly number[], deviations: readonly number[]): number[] {
  const plain = means.map((_, at) => (weights[at] ?? 0) / (deviations[at] ?? 1));
  return [...plain, (weights[means.length] ?? 0) - plain.reduce((sum, weight, at) => sum + weight * (means[at] ?? 0), 0)];
}
