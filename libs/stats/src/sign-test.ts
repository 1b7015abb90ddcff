/**
 * Exact one-sided sign test on pairs that differ (McNemar 1947, exact form): the probability of at least `wins` wins out of
 * `wins + losses` where neither side is better; 1 where no pair differs. Throws RangeError on counts that cannot be.
 */
export function signTest(wins: number, losses: number): number {
  const pairs = wins + losses;
  if (![wins, losses].every((count) => Number.isInteger(count) && count >= 0)) throw new RangeError(`counts must be whole and not negative; they are ${wins} and ${losses}`);
  let tail = 0;
  let logTerm = -pairs * Math.LN2;
  for (let k = 0; k <= pairs; k += 1) {
    if (k >= wins) tail += Math.exp(logTerm);
    logTerm += Math.log(pairs - k) - Math.log(k + 1);
  }
  return Math.min(1, tail);
}
