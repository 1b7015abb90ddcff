import type { ArmReport, Lift, SpendDifference } from '../client/answers.ts';
import type { ArmTruth, LiftTruth, SpendTruth } from './arm-truth.ts';
import type { Checks } from './checks.ts';

const EXACT = ['holdOut', 'customers', 'sent', 'visits', 'conversions', 'costPerMessage'] as const;
const RATES = ['visitRate', 'conversionRate', 'spendPerCustomer', 'cost', 'costPerConversion'] as const;
const INTERVALS = ['visitInterval', 'conversionInterval', 'spendInterval'] as const;
const CENT_FRACTION = 0.001;

/** Every number of an arm: counts exactly, spend to the cent, rates, costs and intervals to nine digits. */
export function compareArm(checks: Checks, name: string, truth: ArmTruth, told: ArmReport | undefined): void {
  for (const field of EXACT) checks.equal(`${name}: ${field}`, told?.[field], truth[field]);
  checks.equal(`${name}: values that are no money`, told?.absurdValues, 0);
  checks.near(`${name}: spend`, told?.spend, truth.spend, CENT_FRACTION);
  for (const field of RATES) checks.nearOrNull(`${name}: ${field}`, told?.[field], truth[field]);
  for (const field of INTERVALS) checks.interval(`${name}: ${field}`, told?.[field], truth[field]);
}

export function compareLift(checks: Checks, name: string, truth: LiftTruth, told: Lift | undefined): void {
  checks.near(`${name}: difference`, told?.difference, truth.difference);
  checks.interval(`${name}: interval`, told?.interval, truth.interval);
  checks.nearOrNull(`${name}: relative`, told?.relative, truth.relative);
  checks.interval(`${name}: relative interval`, told?.relativeInterval, truth.relativeInterval);
}

export function compareSpend(checks: Checks, name: string, truth: SpendTruth, told: SpendDifference | undefined): void {
  checks.near(`${name}: difference`, told?.difference, truth.difference);
  checks.interval(`${name}: interval`, told?.interval, truth.interval);
}
