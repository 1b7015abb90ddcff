export { meanInterval, welchDifference } from './mean.ts';
export type { Sample } from './mean.ts';
export { criticalValue, normalQuantile } from './normal-quantile.ts';
export { newcombeDifference, wilsonInterval } from './proportion.ts';
export type { Difference, Interval, Proportion } from './proportion.ts';
export { relativeLift } from './relative-lift.ts';
export { signTest } from './sign-test.ts';
