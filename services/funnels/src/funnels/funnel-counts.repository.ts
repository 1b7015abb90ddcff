import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';

export interface FunnelCounts {
  readonly active: number;
  readonly goal: number;
  readonly exited: number;
  readonly completed: number;
  /** Contacts in progress, by the step that they stand at. */
  readonly steps: Readonly<Record<string, number>>;
}

export interface FunnelContact {
  readonly contactId: string;
  readonly version: number;
  readonly step: string;
  readonly state: string;
  readonly dueAt: Date | null;
  readonly enteredAt: Date;
  readonly movedAt: Date;
}

export interface ContactPage {
  readonly state: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** What people ask about the contacts in a funnel. */
@Injectable()
export class FunnelCountsRepository {
  constructor(private readonly database: Database) {}

  async counts(funnelId: string): Promise<FunnelCounts> {
    const rows = await this.database.query<{ state: string; step: string; contacts: number }>(
      'SELECT state, step, count(*)::int AS contacts FROM funnel_contacts WHERE funnel_id = $1 GROUP BY state, step ORDER BY step',
      [funnelId],
    );
    const inState = (state: string): number => rows.reduce((sum, row) => (row.state === state ? sum + row.contacts : sum), 0);
    return {
      active: inState('active'), goal: inState('goal'), exited: inState('exited'), completed: inState('completed'),
      steps: Object.fromEntries(rows.filter(({ state }) => state === 'active').map(({ step, contacts }) => [step, contacts])),
    };
  }

  /** Messages by step and by what became of them. */
  async messages(funnelId: string): Promise<Record<string, Record<string, number>>> {
    const rows = await this.database.query<{ step: string; states: Record<string, number> }>(
      `SELECT step, jsonb_object_agg(state, messages) AS states
       FROM (SELECT step, state, count(*) AS messages FROM funnel_messages WHERE funnel_id = $1 GROUP BY step, state) counted
       GROUP BY step ORDER BY step`,
      [funnelId],
    );
    return Object.fromEntries(rows.map(({ step, states }) => [step, states]));
  }

  contacts(funnelId: string, { state, after, limit }: ContactPage): Promise<FunnelContact[]> {
    return this.database.query<FunnelContact>(
      `SELECT contact_id AS "contactId", version, step, state, due_at AS "dueAt", entered_at AS "enteredAt", moved_at AS "movedAt"
       FROM funnel_contacts
       WHERE funnel_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR contact_id > $3)
       ORDER BY contact_id LIMIT $4`,
      [funnelId, state ?? null, after ?? null, limit],
    );
  }
}
