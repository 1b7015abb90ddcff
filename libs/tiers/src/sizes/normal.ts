/** Distribution of a standard normal variable: Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
export function normalBelow(x: number): number {
  if (x > 7) return 1;
  if (x < -7) return 0;
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail = 0.3989422804014327 * Math.exp((-x * x) / 2) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x > 0 ? 1 - tail : tail;
}

export function normalDensity(x: number, mean: number, spread: number): number {
  const distance = (x - mean) / spread;
  return (0.3989422804014327 / spread) * Math.exp((-distance * distance) / 2);
}
