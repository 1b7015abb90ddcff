import { Injectable } from '@nestjs/common';
import type { ContactsAdvanced } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';
import { slicesOf } from '../persistence/slices.ts';

export interface FunnelCount {
  readonly state: string;
  readonly step: string;
  readonly contacts: number;
}

export interface FunnelMessageCount {
  readonly step: string;
  readonly state: string;
  readonly messages: number;
}

/** Where contacts stand in funnels; owns the table funnel_contacts. */
@Injectable()
export class FunnelsRepository {
  constructor(private readonly database: Database) {}

  async note(advanced: readonly ContactsAdvanced[]): Promise<void> {
    const moves = advanced.flatMap(({ funnelId, moves: some }) => some.map((move) => ({ ...move, funnelId })));
    for (const slice of slicesOf(moves)) {
      await this.database.query(
        `INSERT INTO funnel_contacts AS known (contact_id, funnel_id, version, step, state, at)
         SELECT DISTINCT ON (contact_id, funnel_id) *
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::timestamptz[]) AS news (contact_id, funnel_id, version)
         ORDER BY contact_id, funnel_id, version DESC
         ON CONFLICT (contact_id, funnel_id) DO UPDATE
           SET version = excluded.version, step = excluded.step, state = excluded.state, at = excluded.at
         WHERE known.version < excluded.version`,
        columnsOf(
          slice, (move) => move.contactId, (move) => move.funnelId, (move) => move.version, (move) => move.step, (move) => move.state, (move) => move.at,
        ),
      );
    }
  }

  counts(funnelId: string): Promise<FunnelCount[]> {
    return this.database.query<FunnelCount>(
      `SELECT state, step, count(*)::int AS contacts FROM funnel_contacts WHERE funnel_id = $1 GROUP BY state, step ORDER BY step, state`,
      [funnelId],
    );
  }

  messages(funnelId: string): Promise<FunnelMessageCount[]> {
    return this.database.query<FunnelMessageCount>(
      `SELECT step, state, count(*)::int AS messages FROM funnel_messages WHERE funnel_id = $1 GROUP BY step, state ORDER BY step, state`,
      [funnelId],
    );
  }
}
