import type { ArmReport, Lift } from '../client/answers.ts';
import type { ArmTruth, LiftTruth } from './arm-truth.ts';
import type { Checks } from './checks.ts';

const COUNTS = ['customers', 'sent', 'visits', 'conversions'] as const;
const RATES = ['visitRate', 'conversionRate', 'spendPerCustomer'] as const;
const INTERVALS = ['visitInterval', 'conversionInterval'] as const;
const CENT_FRACTION = 0.001;

/** Every number of an arm: counts exactly, spend to the cent, rates and intervals to nine digits. */
export function compareArm(checks: Checks, name: string, truth: ArmTruth, told: ArmReport | undefined): void {
  for (const field of COUNTS) checks.equal(`${name}: ${field}`, told?.[field], truth[field]);
  checks.near(`${name}: spend`, told?.spend, truth.spend, CENT_FRACTION);
  for (const field of RATES) checks.near(`${name}: ${field}`, told?.[field], truth[field]);
  for (const field of INTERVALS) {
    checks.near(`${name}: ${field}, low`, told?.[field]?.[0], truth[field][0]);
    checks.near(`${name}: ${field}, high`, told?.[field]?.[1], truth[field][1]);
  }
}

export function compareLift(checks: Checks, name: string, truth: LiftTruth, told: Lift | undefined): void {
  checks.near(`${name}: difference`, told?.difference, truth.difference);
  checks.near(`${name}: low`, told?.interval?.[0], truth.interval[0]);
  checks.near(`${name}: high`, told?.interval?.[1], truth.interval[1]);
}
