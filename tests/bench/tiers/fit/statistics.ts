export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / Math.max(values.length, 1);
export const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
/** To that many significant figures. */
export const figures = (value: number, count = 3): number => Number(value.toPrecision(count));
