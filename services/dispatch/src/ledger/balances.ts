import { Injectable } from '@nestjs/common';
import { deliveryState, type DeliveryState } from '@widecast/contracts';
import { Database, type Queryable } from '@widecast/database';

/** The audience of a campaign by the states of its deliveries. */
export type Balance = Readonly<Record<DeliveryState, number>> & {
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

export interface Frozen {
  readonly id: string;
  readonly audience: number | null;
  readonly chunks: number | null;
}

const OPEN: readonly DeliveryState[] = ['pending', 'claimed', 'sending', 'deferred'];

/** Deliveries of which something is still to be expected. */
export const openOf = (balance: Balance): number => OPEN.reduce((sum, state) => sum + balance[state], 0);

/** How far the states are from the sum they must have; 0 is the promise. */
export const imbalanceOf = ({ balanced, audience, awaited, ...states }: Look): number =>
  balanced ? 0 : Math.abs(audience - awaited - deliveryState.options.reduce((sum, state) => sum + states[state], 0)) || 1;

/** What claims hold is `pending` in its row. */
const STATES = `
  SELECT state, count(*) AS n FROM deliveries WHERE source_id = $1 GROUP BY state
  UNION ALL SELECT moved.state, moved.n FROM (
    SELECT coalesce(sum(upper(r) - lower(r)), 0) AS held FROM claims, unnest(seqs) AS r WHERE source_id = $1
  ) c, (
    SELECT coalesce(sum(upper(r) - lower(r)), 0) AS begun FROM claims, unnest(sending) AS r WHERE source_id = $1
  ) b, LATERAL (VALUES ('pending', -held), ('claimed', held - begun), ('sending', begun)) AS moved (state, n)`;

@Injectable()
export class Balances {
  constructor(private readonly database: Database) {}

  /** One look at the ledger, in one statement, so that what it counts belongs together. */
  async of({ id, audience, chunks: expected }: Frozen, database: Queryable = this.database): Promise<Look> {
    const rows = await database.query<{ state: DeliveryState | null; n: number; entered: number; chunks: number; promised: number }>(
      `SELECT s.state, coalesce(s.n, 0)::int AS n, coalesce(b.next_seq, 0) AS entered, c.chunks, c.promised
       FROM (SELECT count(*)::int AS chunks, coalesce(sum(recipients), 0)::int AS promised FROM audience_chunks WHERE campaign_id = $1) c
       LEFT JOIN sources b ON b.id = $1
       LEFT JOIN (SELECT state, sum(n) AS n FROM (${STATES}) parts GROUP BY state) s ON true`,
      [id],
    );
    const states = Object.fromEntries(deliveryState.options.map((state) => [state, 0])) as Record<DeliveryState, number>;
    for (const { state, n } of rows) if (state !== null) states[state] = n;
    const sum = Object.values(states).reduce((total, n) => total + n, 0);
    const { entered = 0, chunks = 0, promised = 0 } = rows[0] ?? {};
    const awaited = (audience ?? promised) - promised;
    const isWhole = expected !== null && chunks >= expected;
    const balanced = sum === entered && sum === promised && awaited >= 0 && (!isWhole || awaited === 0);
    return { ...states, audience: audience ?? sum, balanced, chunks, awaited };
  }
}
