/** Answers of the API, as far as the demo reads them. */
export interface ImportReport {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly rejected: number;
  readonly rejections: readonly unknown[];
}

export interface Tiers {
  readonly tiers: Readonly<Record<string, { readonly accounts: number; readonly contacts: number }>>;
  readonly handedOff: number;
}

export interface Segment {
  readonly id: string;
  readonly members: number;
}

export interface Ledger extends Readonly<Record<string, number | boolean>> {
  readonly audience: number;
  readonly balanced: boolean;
}

export interface Campaign {
  readonly id: string;
  readonly state: string;
  readonly selected: number | null;
  readonly leftOut: Readonly<Record<string, number>> | null;
  readonly ledger: Ledger;
}

export type Range = readonly [low: number, high: number];

export interface ArmReport {
  readonly arm: string;
  readonly holdOut: boolean;
  readonly customers: number;
  readonly sent: number;
  readonly visits: number;
  readonly visitRate: number | null;
  readonly visitInterval: Range | null;
  readonly conversions: number;
  readonly conversionRate: number | null;
  readonly conversionInterval: Range | null;
  readonly spend: number;
  readonly spendPerCustomer: number | null;
  readonly spendInterval: Range | null;
  readonly absurdValues: number;
  readonly costPerMessage: number;
  readonly cost: number;
  readonly costPerConversion: number | null;
}

export interface Lift {
  readonly arm: string;
  readonly against: string;
  readonly metric: 'visit' | 'conversion';
  readonly difference: number | null;
  readonly interval: Range | null;
  readonly relative: number | null;
  readonly relativeInterval: Range | null;
}

export type SpendDifference = Pick<Lift, 'arm' | 'against' | 'difference' | 'interval'>;

export interface CampaignReport {
  readonly arms: readonly ArmReport[];
  readonly lifts: readonly Lift[];
  readonly spendDifferences: readonly SpendDifference[];
  readonly ledger: {
    readonly audience: number | null;
    readonly assigned: number;
    readonly states: Readonly<Record<string, number>>;
    readonly unsettled: number | null;
  };
  readonly withoutArm: number;
}

export interface Coverage {
  readonly selected: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly reached: number;
  readonly reachable: number;
  readonly coverage: number | null;
  readonly interval: Range | null;
}

export interface TicketCounts {
  readonly tickets: number;
  readonly complaints: number;
  readonly complaintRate: number | null;
  readonly complaintInterval: Range | null;
}

export interface TicketReport extends TicketCounts {
  readonly fromKnownContacts: number;
  readonly states: readonly (TicketCounts & { readonly state: string })[];
  readonly queues: readonly (TicketCounts & { readonly queue: string })[];
}

export interface Funnel {
  readonly id: string;
  readonly counts: {
    readonly active: number;
    readonly goal: number;
    readonly exited: number;
    readonly completed: number;
    readonly exits: Readonly<Record<string, number>>;
    readonly refused: Readonly<Record<string, number>>;
  };
  readonly warnings: readonly string[];
}

interface FunnelShare {
  readonly contacts: number;
}

export interface FunnelReport {
  readonly entered: number;
  readonly active: FunnelShare;
  readonly goal: FunnelShare;
  readonly exited: FunnelShare;
  readonly completed: FunnelShare;
  readonly messages: readonly { readonly step: string; readonly state: string; readonly messages: number }[];
}

export interface BehaviourAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly unknown[];
}

export interface Ticket {
  readonly id: string;
  readonly from: string;
  readonly queue: string;
  readonly complaint: boolean;
}
