import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { Failure } from './warnings.ts';

export interface FunnelCounts {
  readonly active: number;
  readonly goal: number;
  readonly exited: number;
  readonly completed: number;
  /** Contacts in progress, by the step that they stand at. */
  readonly steps: Readonly<Record<string, number>>;
  /** Contacts who left before the end, by reason. */
  readonly exits: Readonly<Record<string, number>>;
  /** Contacts who were not let in, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Of the segment that it begins at. */
  readonly segmentMembers: number;
}

export interface MessageCounts {
  /** By step and by what became of them. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly failures: readonly Failure[];
}

export interface FunnelContact {
  readonly contactId: string;
  readonly version: number;
  readonly step: string;
  readonly state: string;
  readonly reason: string | null;
  readonly dueAt: Date | null;
  readonly enteredAt: Date;
  readonly movedAt: Date;
}

export interface ContactPage {
  readonly state: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

interface PlaceCount {
  readonly state: string;
  readonly step: string;
  readonly reason: string | null;
  readonly contacts: number;
}

/** What people ask about the contacts in a funnel. */
@Injectable()
export class FunnelCountsRepository {
  constructor(private readonly database: Database) {}

  async counts(funnelId: string, segmentId: string): Promise<FunnelCounts> {
    const rows = await this.database.query<PlaceCount>(
      `SELECT state, step, reason, count(*)::int AS contacts FROM funnel_contacts WHERE funnel_id = $1 GROUP BY state, step, reason
       UNION ALL SELECT 'refused', '', reason, count(*)::int FROM funnel_refusals WHERE funnel_id = $1 GROUP BY reason
       UNION ALL SELECT 'member', '', NULL, count(*)::int FROM segment_members WHERE segment_id = $2 AND member
       ORDER BY step`,
      [funnelId, segmentId],
    );
    const inState = (state: string): PlaceCount[] => rows.filter((row) => row.state === state);
    return {
      active: sum(inState('active')), goal: sum(inState('goal')), exited: sum(inState('exited')), completed: sum(inState('completed')),
      steps: sumsBy(inState('active'), ({ step }) => step),
      exits: sumsBy(inState('exited'), ({ reason }) => reason ?? ''),
      refused: sumsBy(inState('refused'), ({ reason }) => reason ?? ''),
      segmentMembers: sum(inState('member')),
    };
  }

  async messages(funnelId: string): Promise<MessageCounts> {
    const rows = await this.database.query<{ step: string; state: string; reason: string; messages: number }>(
      `SELECT step, state, coalesce(reason, '') AS reason, count(*)::int AS messages FROM funnel_messages WHERE funnel_id = $1
       GROUP BY step, state, reason ORDER BY step, state, reason`,
      [funnelId],
    );
    const messages: Record<string, Record<string, number>> = {};
    for (const { step, state, messages: some } of rows) {
      const states = (messages[step] ??= {});
      states[state] = (states[state] ?? 0) + some;
    }
    return { messages, failures: rows.filter(({ state }) => state === 'failed').map(({ step, reason, messages: some }) => ({ step, reason, messages: some })) };
  }

  contacts(funnelId: string, { state, after, limit }: ContactPage): Promise<FunnelContact[]> {
    return this.database.query<FunnelContact>(
      `SELECT contact_id AS "contactId", version, step, state, reason, due_at AS "dueAt", entered_at AS "enteredAt", moved_at AS "movedAt"
       FROM funnel_contacts
       WHERE funnel_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR contact_id > $3)
       ORDER BY contact_id LIMIT $4`,
      [funnelId, state ?? null, after ?? null, limit],
    );
  }
}

const sum = (rows: readonly PlaceCount[]): number => rows.reduce((total, { contacts }) => total + contacts, 0);

function sumsBy(rows: readonly PlaceCount[], keyOf: (row: PlaceCount) => string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of rows) sums[keyOf(row)] = (sums[keyOf(row)] ?? 0) + row.contacts;
  return sums;
}
