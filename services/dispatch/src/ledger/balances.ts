import { Injectable } from '@nestjs/common';
import { deliveryState, type DeliveryState } from '@widecast/contracts';
import { Database, type Queryable } from '@widecast/database';

export type StateCounts = Readonly<Record<DeliveryState, number>>;

/** The audience of a campaign by the states of its deliveries. */
export type Balance = StateCounts & {
  /** Deliveries that the ledger has; after the freeze, those that it must come to. */
  readonly audience: number;
  /** Whether the states and what is awaited add up to the audience. */
  readonly balanced: boolean;
};

/** The ledger beside what is on its way to it. */
export type Look = Balance & {
  /** Chunks that have come. */
  readonly chunks: number;
  /** Contacts of the frozen audience that no chunk has brought yet. */
  readonly awaited: number;
};

export interface Sums {
  /** How far the campaigns at work are from the sums they must have; 0 is the promise. */
  readonly imbalance: number;
  readonly awaited: number;
}

interface BalanceRow {
  readonly audience: number;
  readonly imbalance: number;
  readonly chunks: number;
  readonly awaited: number;
  readonly states: Partial<StateCounts>;
}

const OPEN: readonly DeliveryState[] = ['pending', 'claimed', 'sending', 'deferred'];

/** Deliveries of which something is still to be expected. */
export const openOf = (balance: StateCounts): number => OPEN.reduce((sum, state) => sum + balance[state], 0);

export const everyState = (some: Partial<StateCounts>): StateCounts => ({ ...NONE, ...some });
const NONE = Object.fromEntries(deliveryState.options.map((state) => [state, 0])) as StateCounts;

/** What the database itself says of the sums (`ledger_balances`), at the same cost for any audience. */
@Injectable()
export class Balances {
  constructor(private readonly database: Database) {}

  /** One look at a campaign that exists, in one statement, so that what it counts belongs together. */
  async of(campaignId: string, database: Queryable = this.database): Promise<Look> {
    const [row] = await database.query<BalanceRow & Record<string, unknown>>(
      'SELECT audience, imbalance, arrived AS chunks, awaited, states FROM ledger_balances WHERE campaign_id = $1', [campaignId]);
    if (!row) throw new Error(`There is no campaign ${campaignId} to look at`);
    const { states, imbalance, ...look } = row;
    return { ...everyState(states), ...look, balanced: imbalance === 0 };
  }

  async ofAllAtWork(): Promise<Sums> {
    const [row] = await this.database.query<Sums & Record<string, unknown>>(
      `SELECT coalesce(sum(imbalance), 0)::int AS imbalance, coalesce(sum(awaited), 0)::int AS awaited
       FROM ledger_balances WHERE campaign_state IN ('launched', 'running', 'paused')`);
    return row ?? { imbalance: 0, awaited: 0 };
  }
}
