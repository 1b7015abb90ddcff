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

export interface ArmReport {
  readonly arm: string;
  readonly customers: number;
  readonly sent: number;
  readonly visits: number;
  readonly visitRate: number;
  readonly visitInterval: readonly [number, number];
  readonly conversions: number;
  readonly conversionRate: number;
  readonly conversionInterval: readonly [number, number];
  readonly spend: number;
  readonly spendPerCustomer: number;
}

export interface Lift {
  readonly arm: string;
  readonly against: string;
  readonly metric: 'visit' | 'conversion';
  readonly difference: number;
  readonly interval: readonly [number, number];
}

export interface CampaignReport {
  readonly arms: readonly ArmReport[];
  readonly lifts: readonly Lift[];
}

export interface BehaviourAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly unknown[];
}

export interface Ticket {
  readonly id: string;
  readonly from: string;
  readonly complaint: boolean;
}
