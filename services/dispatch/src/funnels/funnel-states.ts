import { Injectable } from '@nestjs/common';
import type { FunnelStateChanged } from '@widecast/contracts';
import { Database } from '@widecast/database';

/** The funnel may not have asked for anything yet. What it asked for before it was stopped stays cancelled when it goes on. */
const CHANGE = `
  INSERT INTO sources AS s (id, kind, state, state_version) VALUES ($1, 'funnel', $2, $3)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, state_version = excluded.state_version,
    cancelled_before = CASE WHEN excluded.state = 'open' AND s.state IN ('closing', 'closed') THEN s.next_seq ELSE s.cancelled_before END
  WHERE s.state_version < excluded.state_version
  RETURNING state`;

/** Whether what funnels ask for may leave. */
@Injectable()
export class FunnelStates {
  constructor(private readonly database: Database) {}

  /** What a stopped funnel has waiting becomes `cancelled` in pieces, in the background. Older news change nothing. */
  async change({ funnelId, version, state }: FunnelStateChanged): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [changed] = await tx.query<{ state: string }>(CHANGE, [funnelId, state === 'active' ? 'open' : 'closing', version]);
      if (changed?.state === 'closing') await tx.query('UPDATE redos SET due_at = now() WHERE source_id = $1 AND due_at > now()', [funnelId]);
    });
  }
}
