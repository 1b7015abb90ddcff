import { Injectable } from '@nestjs/common';
import type { DeliveryState } from '@widecast/contracts';
import { Database } from '@widecast/database';

/** Deliveries of a source that are in their state for the same reason, at the same receiver. */
export interface ReasonView {
  readonly state: DeliveryState;
  readonly reason: string;
  /** The receiving domain; empty of those who were erased. */
  readonly domain: string;
  readonly deliveries: number;
  /** Conversations that the one with the most has had. */
  readonly attempts: number;
  /** When the first of them is taken up again; null where no clock says it. */
  readonly nextAt: Date | null;
}

const LIST = `
  SELECT state, reason, domain, sum(n)::int AS deliveries, max(attempts)::int AS attempts, min(next_at) AS "nextAt" FROM (
    SELECT d.state::text AS state, d.reason, lower(split_part(d.email, '@', -1)) AS domain, count(*) AS n, max(d.attempt) AS attempts, min(r.due_at) FILTER (WHERE isfinite(r.due_at)) AS next_at
    FROM deliveries d LEFT JOIN redos r ON r.source_id = $1 AND r.seq = d.seq WHERE d.source_id = $1 AND d.reason IS NOT NULL GROUP BY 1, 2, 3
    UNION ALL
    SELECT state, reason, lower(split_part(email, '@', -1)), count(*), max(attempt), NULL FROM archived_deliveries WHERE source_id = $1 AND reason IS NOT NULL GROUP BY 1, 2, 3
  ) kinds
  GROUP BY state, reason, domain ORDER BY deliveries DESC, state, reason, domain LIMIT $2`;

/** Sums up why deliveries are where they are. */
@Injectable()
export class Reasons {
  constructor(private readonly database: Database) {}

  /** The most frequent first. Reads every delivery of the source. */
  of(sourceId: string, limit: number): Promise<ReasonView[]> {
    return this.database.query<ReasonView & Record<string, unknown>>(LIST, [sourceId, limit]);
  }
}
