import type { CampaignReport } from '../../client/answers.ts';
import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import type { Customer, Outcome } from '../../market/customer.ts';
import { armTruth, liftTruths, spendTruths, type ArmTruth } from '../../truth/arm-truth.ts';
import { membersOf, type Arms } from '../../truth/arms.ts';
import { Checks } from '../../truth/checks.ts';
import { compareArm, compareLift, compareSpend } from '../../truth/compare-report.ts';

export interface ReportQuestion {
  readonly name: string;
  readonly campaignId: string;
  readonly arms: Arms;
  readonly outcomeOf: (customer: Customer) => Outcome;
}

const PATIENCE = 60;
/** A report that is right must stay so: what is told twice may not be counted a little later. */
const STEADY_LOOKS = 4;
const LOOK_EVERY = 250;

/** Reads the report until it equals the truth and stays so, and compares every number of it. */
export async function readReport(demo: Demo, question: ReportQuestion): Promise<CampaignReport> {
  const { api, checks } = demo;
  const truth = truthOf(demo, question);
  let steady = 0;
  const isDone = (report: CampaignReport): boolean => {
    const trial = new Checks();
    compare(trial, question.name, report, truth);
    steady = trial.differences.length === 0 ? steady + 1 : 0;
    return steady >= STEADY_LOOKS;
  };
  const read = (): Promise<CampaignReport> => api.get<CampaignReport>(`reports/campaigns/${question.campaignId}?visit=visited&conversion=purchased`);
  const { value } = await lastSeen({ what: question.name, seconds: PATIENCE, read, isDone, interval: LOOK_EVERY });
  compare(checks, question.name, value, truth);
  return value;
}

function truthOf({ market }: Demo, { arms, outcomeOf }: ReportQuestion): readonly ArmTruth[] {
  return market.arms.map((plan) => armTruth(plan, membersOf(arms, plan.name), outcomeOf));
}

function compare(checks: Checks, name: string, report: CampaignReport, truth: readonly ArmTruth[]): void {
  checks.equal(`${name}: arms`, report.arms.map(({ arm }) => arm), truth.map(({ arm }) => arm));
  for (const arm of truth) compareArm(checks, `${name}, ${arm.arm}`, arm, report.arms.find((other) => other.arm === arm.arm));
  compareLedger(checks, name, report, truth);
  for (const lift of liftTruths(truth)) {
    const found = report.lifts.find(({ arm, against, metric }) => arm === lift.arm && against === lift.against && metric === lift.metric);
    compareLift(checks, `${name}, ${lift.metric} of ${lift.arm} against ${lift.against}`, lift, found);
  }
  for (const spend of spendTruths(truth)) {
    const found = report.spendDifferences.find(({ arm, against }) => arm === spend.arm && against === spend.against);
    compareSpend(checks, `${name}, spend of ${spend.arm} against ${spend.against}`, spend, found);
  }
}

function compareLedger(checks: Checks, name: string, { ledger, withoutArm }: CampaignReport, truth: readonly ArmTruth[]): void {
  const sumOf = (arms: readonly ArmTruth[]): number => arms.reduce((sum, { customers }) => sum + customers, 0);
  const audience = sumOf(truth);
  const heldOut = sumOf(truth.filter(({ holdOut }) => holdOut));
  checks.equal(`${name}: ledger`, [ledger.audience, ledger.assigned, ledger.unsettled, withoutArm], [audience, audience, 0, 0]);
  const states = Object.fromEntries(Object.entries(ledger.states).filter(([, contacts]) => contacts > 0));
  checks.equal(`${name}: states of the ledger`, states, { accepted: audience - heldOut, held_out: heldOut });
}
