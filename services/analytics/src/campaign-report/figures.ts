/** No amount of money of one event or message is larger; what is, is a mistake of who told it. */
export const LARGEST_AMOUNT = 1e12;

/** What was counted for one arm of a campaign; a report is made of nothing else. */
export interface ArmCounts {
  readonly arm: string;
  readonly holdOut: boolean;
  readonly costPerMessage: number;
  /** Contacts assigned to the arm, whether or not a message reached them. */
  readonly customers: number;
  /** Contacts whose message was accepted by their mail system. */
  readonly sent: number;
  readonly visits: number;
  readonly conversions: number;
  readonly spend: number;
  /** Values too large for money, which are not in the spend. */
  readonly absurdValues: number;
  /** The sum of the squares of what each contact spent. */
  readonly spendSquares: number;
}

export interface StateCount {
  readonly state: string;
  readonly contacts: number;
}

export interface CampaignFacts {
  readonly campaignId: string;
  readonly name: string;
  readonly segmentId: string;
  readonly state: string | null;
  readonly launchedAt: string;
  /** Until when behaviour is counted. */
  readonly countedUntil: string;
  readonly selected: number | null;
  readonly audience: number | null;
  readonly leftOut: Readonly<Record<string, number>> | null;
}

export interface CampaignFigures {
  readonly campaign: CampaignFacts;
  readonly arms: readonly ArmCounts[];
  readonly states: readonly StateCount[];
  /** Contacts with a delivery of this campaign that no arm was named for. */
  readonly withoutArm: number;
}
