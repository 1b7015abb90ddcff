import { Injectable } from '@nestjs/common';
import { columnsOf, type Transaction } from '@widecast/database';
import { START } from '../definition/step.ts';
import type { Move } from './moves.ts';

export interface DueContact {
  readonly contactId: string;
  readonly version: number;
  readonly step: string;
  readonly revision: number;
  readonly enteredAt: Date;
}

export interface Beginning {
  readonly funnelId: string;
  readonly version: number;
  readonly contactIds: readonly string[];
  readonly enteredAt: string | Date;
}

/** Why a contact left before the end. */
export type ExitReason = 'left_segment' | 'unsubscribed' | 'no_consent' | 'erased' | TierReason;
export type TierReason = 'upper_tier' | 'doubtful_tier' | 'unknown_tier';

export interface NextPlace extends Move {
  readonly dueAt: Date | null;
}

export interface Deed {
  readonly contactId: string;
  readonly type: string;
  readonly occurredAt: string;
}

interface Finish {
  readonly from: string;
  readonly where: string;
  readonly reason?: ExitReason;
  readonly parameters: readonly unknown[];
}

const MOVED = 'p.contact_id AS "contactId", p.funnel_id AS "funnelId", p.step, p.state, p.revision';

/** Contacts in funnels, one row for a (contact, funnel); owns the table funnel_contacts. */
@Injectable()
export class PassageRepository {
  /** Those who begin now; a contact begins a funnel once. */
  begin(tx: Transaction, { funnelId, version, contactIds, enteredAt }: Beginning): Promise<Move[]> {
    return tx.query<Move>(
      `INSERT INTO funnel_contacts AS p (contact_id, funnel_id, version, step, state, due_at, revision, entered_at)
       SELECT id, $1, $2, $3, 'active', now(), 1, $4 FROM unnest($5::uuid[]) AS id ORDER BY id
       ON CONFLICT DO NOTHING RETURNING ${MOVED}`,
      [funnelId, version, START, enteredAt, contactIds],
    );
  }

  /** Locks contacts whose time has come; those that another process holds are passed over. */
  claimDue(tx: Transaction, funnelId: string, limit: number): Promise<DueContact[]> {
    return tx.query<DueContact>(
      `SELECT contact_id AS "contactId", version, step, revision, entered_at AS "enteredAt" FROM funnel_contacts
       WHERE funnel_id = $1 AND state = 'active' AND due_at <= now()
       ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [funnelId, limit],
    );
  }

  async move(tx: Transaction, places: readonly NextPlace[]): Promise<void> {
    await tx.query(
      `UPDATE funnel_contacts p SET step = n.step, state = n.state, due_at = n.due_at, revision = n.revision, moved_at = now()
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::int[])
         AS n (contact_id, funnel_id, step, state, due_at, revision)
       WHERE p.contact_id = n.contact_id AND p.funnel_id = n.funnel_id`,
      columnsOf(places, (to) => to.contactId, (to) => to.funnelId, (to) => to.step, (to) => to.state, (to) => to.dueAt, (to) => to.revision),
    );
  }

  /** Those whose goal one of the deeds is. */
  reachGoal(tx: Transaction, deeds: readonly Deed[]): Promise<Move[]> {
    return this.finish(tx, 'goal', {
      from: `unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS b (contact_id, type, occurred_at)
             JOIN funnel_contacts p USING (contact_id) JOIN funnel_versions v USING (funnel_id, version)`,
      where: `v.definition -> 'goal' ->> 'behaviour' = b.type AND b.occurred_at >= p.entered_at`,
      parameters: columnsOf(deeds, (deed) => deed.contactId, (deed) => deed.type, (deed) => deed.occurredAt),
    });
  }

  /** Those who leave their funnel because they left its segment. */
  leaveSegment(tx: Transaction, segmentId: string, contactIds: readonly string[]): Promise<Move[]> {
    return this.leave(tx, 'left_segment', {
      where: `v.definition -> 'trigger' ->> 'entered' = $2 AND (v.definition -> 'exit' ->> 'leftSegment')::boolean`,
      parameters: [contactIds, segmentId],
    });
  }

  /** Those whom no funnel may advertise to any more, but for funnels that keep them. */
  leaveUnsubscribed(tx: Transaction, contactIds: readonly string[], reason: 'unsubscribed' | 'no_consent'): Promise<Move[]> {
    return this.leave(tx, reason, { where: `(v.definition -> 'exit' ->> 'unsubscribed')::boolean`, parameters: [contactIds] });
  }

  /** Those whom no funnel may write to any more, whatever it says. */
  leaveAll(tx: Transaction, contactIds: readonly string[], reason: 'erased' | TierReason): Promise<Move[]> {
    return this.leave(tx, reason, { where: 'true', parameters: [contactIds] });
  }

  private leave(tx: Transaction, reason: ExitReason, { where, parameters }: { where: string; parameters: unknown[] }): Promise<Move[]> {
    return this.finish(tx, 'exited', {
      reason, parameters, from: 'funnel_contacts p JOIN funnel_versions v USING (funnel_id, version)', where: `p.contact_id = ANY($1::uuid[]) AND ${where}`,
    });
  }

  /** Locks in the order of the key, so that two of these cannot block each other. */
  private finish(tx: Transaction, state: 'goal' | 'exited', { from, where, reason, parameters }: Finish): Promise<Move[]> {
    return tx.query<Move>(
      `WITH found AS (
         SELECT p.contact_id, p.funnel_id FROM ${from} WHERE p.state = 'active' AND ${where}
         ORDER BY p.contact_id, p.funnel_id FOR UPDATE OF p
       )
       UPDATE funnel_contacts p SET state = '${state}', reason = $${parameters.length + 1}, due_at = NULL, revision = p.revision + 1, moved_at = now()
       FROM found WHERE p.contact_id = found.contact_id AND p.funnel_id = found.funnel_id
       RETURNING ${MOVED}`,
      [...parameters, reason ?? null],
    );
  }
}
