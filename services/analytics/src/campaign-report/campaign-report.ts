import { deliveryState } from '@widecast/contracts';
import { armResultOf, type ArmResult } from './arm-result.ts';
import type { CampaignFacts, CampaignFigures, StateCount } from './figures.ts';
import { comparisonsOf, liftsOf, spendDifferenceOf, type Lift, type SpendDifference } from './lift.ts';

export interface LedgerReport {
  /** Null until the audience is frozen. */
  readonly audience: number | null;
  /** Contacts whose arm is known, settled or not. */
  readonly assigned: number;
  readonly states: Readonly<Record<string, number>>;
  /** Contacts of the audience of whom no final state is known here yet. */
  readonly unsettled: number | null;
}

export interface CampaignReport extends CampaignFacts {
  readonly visit: string;
  readonly conversion: string;
  readonly confidence: number;
  readonly arms: readonly ArmResult[];
  readonly lifts: readonly Lift[];
  readonly spendDifferences: readonly SpendDifference[];
  readonly ledger: LedgerReport;
  readonly withoutArm: number;
}

/** Which types of behaviour are counted as a visit and as a conversion. */
export interface Measures {
  readonly visit: string;
  readonly conversion: string;
}

export function campaignReportOf({ campaign, arms, states, withoutArm }: CampaignFigures, { visit, conversion }: Measures): CampaignReport {
  const comparisons = comparisonsOf(arms);
  return {
    ...campaign, visit, conversion, confidence: 0.95,
    arms: arms.map(armResultOf),
    lifts: comparisons.flatMap(liftsOf),
    spendDifferences: comparisons.map(spendDifferenceOf),
    ledger: { assigned: arms.reduce((sum, { customers }) => sum + customers, 0), ...ledgerOf(campaign.audience, states) },
    withoutArm,
  };
}

function ledgerOf(audience: number | null, counts: readonly StateCount[]): Omit<LedgerReport, 'assigned'> {
  const states = Object.fromEntries(deliveryState.options.map((state) => [state, 0]));
  for (const { state, contacts } of counts) states[state] = contacts;
  const settled = counts.reduce((sum, { contacts }) => sum + contacts, 0);
  return { audience, states, unsettled: audience === null ? null : audience - settled };
}
