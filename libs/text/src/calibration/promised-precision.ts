/** An answer on held-out data: how sure it was and whether it was right. */
export interface Judged {
  readonly confidence: number;
  readonly isRight: boolean;
}

/**
 * The smallest number of errors in `trials` whose chance, at a true error rate of `rate`, is over `risk`; minus one is
 * what may be seen: the exact binomial test behind the interval of Clopper and Pearson (1934).
 */
function allowedErrors(trials: number, rate: number, risk: number): number {
  let chance = Math.exp(trials * Math.log1p(-rate));
  let sum = chance;
  let errors = 0;
  while (sum <= risk && errors < trials) {
    chance *= ((trials - errors) / (errors + 1)) * (rate / (1 - rate));
    errors += 1;
    sum += chance;
  }
  return sum <= risk ? trials : errors - 1;
}

/**
 * The lowest confidence from which on answers were right often enough to promise `precision` with a risk of `risk` to be
 * wrong about it; 2, which no confidence reaches, where the data cannot show it. Ties stay together.
 */
export function confidenceFor(judged: readonly Judged[], precision: number, risk: number): number {
  const ordered = [...judged].sort((a, b) => b.confidence - a.confidence);
  let lowest = 2;
  let errors = 0;
  for (const [at, { confidence, isRight }] of ordered.entries()) {
    if (!isRight) errors += 1;
    if (ordered[at + 1]?.confidence === confidence) continue;
    if (errors <= allowedErrors(at + 1, 1 - precision, risk)) lowest = confidence;
  }
  return lowest;
}
