import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { PromiseKind } from './promise.ts';
import type { PromiseView } from './sla.endpoints.ts';

interface Row extends Record<string, unknown> {
  readonly promise: PromiseKind;
  readonly policy: string;
  readonly targetMinutes: number;
  readonly since: Date | null;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
  readonly brokenAt: Date | null;
}

type Listed = PromiseView & { readonly ticketId: string; readonly number: number; readonly subject: string; readonly queue: string };

const COLUMNS = `p.kind AS promise, p.policy, (p.target_ms / 60000.0)::float8 AS "targetMinutes", p.since, p.due_at AS "dueAt", p.ended_at AS "endedAt", p.broken_at AS "brokenAt"`;
const OF_TICKETS = `SELECT ${COLUMNS}, t.id AS "ticketId", t.number::int AS number, t.subject, t.queue FROM sla_promises p JOIN tickets t ON t.id = p.ticket_id`;

@Injectable()
export class PromiseReading {
  constructor(private readonly database: Database) {}

  async of(ticketId: string): Promise<PromiseView[]> {
    return (await this.database.query<Row>(`SELECT ${COLUMNS} FROM sla_promises p WHERE ticket_id = $1 ORDER BY kind`, [ticketId])).map(viewOf);
  }

  /** Open ones by when they are due; or those that were broken, the newest first. */
  async list({ broken, limit }: { readonly broken: boolean; readonly limit: number }): Promise<Listed[]> {
    const which = broken ? 'WHERE p.broken_at IS NOT NULL ORDER BY p.broken_at DESC' : 'WHERE p.ended_at IS NULL AND p.due_at IS NOT NULL ORDER BY p.due_at';
    const rows = await this.database.query<Row & Omit<Listed, keyof PromiseView>>(`${OF_TICKETS} ${which} LIMIT $1`, [limit]);
    return rows.map(({ ticketId, number, subject, queue, ...row }) => ({ ...viewOf(row as Row), ticketId, number, subject, queue }));
  }
}

function viewOf({ since, dueAt, endedAt, brokenAt, ...row }: Row): PromiseView {
  const state = brokenAt ? 'broken' : endedAt ? 'kept' : since ? 'running' : 'waiting';
  return { promise: row.promise, policy: row.policy, targetMinutes: row.targetMinutes, state, dueAt: text(dueAt), endedAt: text(endedAt), brokenAt: text(brokenAt) };
}

const text = (at: Date | null): string | null => at?.toISOString() ?? null;
