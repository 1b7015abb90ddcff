import type { ArmReport, Coverage, Lift, SpendDifference, TicketReport } from './client/answers.ts';
import type { Check } from './truth/checks.ts';

/** What a run found, as `--json` gives it. */
export interface Findings {
  readonly market: string;
  readonly eventLog: string;
  readonly arms: readonly ArmReport[];
  readonly lifts: readonly Lift[];
  readonly spendDifferences: readonly SpendDifference[];
  /** Of the campaign with the arms: the audience and every state. */
  readonly ledger: Readonly<Record<string, number>>;
  /** Of the segment of that campaign. */
  readonly coverage: Coverage;
  readonly tiers: Readonly<Record<string, { readonly accounts: number; readonly contacts: number }>>;
  readonly handedOff: number;
  /** Addresses of upper-tier accounts in the record of the sink. */
  readonly mailedUpperTier: number;
  readonly tickets: number;
  readonly ticketReport: TicketReport;
  /** Deliveries of the second campaign that an open complaint holds. */
  readonly held: number;
  /** Every state of the second campaign. */
  readonly secondLedger: Readonly<Record<string, number>>;
  readonly funnel: FunnelFindings;
  readonly messages: number;
  readonly checks: number;
  readonly differences: readonly Pick<Check, 'what' | 'actual' | 'expected'>[];
  readonly seconds: number;
}

export interface FunnelFindings {
  /** Of the lower tiers; whom the tier keeps out is stopped at the door or taken out. */
  readonly entered: number;
  readonly mailed: number;
  readonly goal: number;
  /** Came to the end without the goal. */
  readonly completed: number;
}
