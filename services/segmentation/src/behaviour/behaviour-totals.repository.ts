import { Injectable } from '@nestjs/common';
import { columnsOf, type Transaction } from '@widecast/database';
import type { Totals } from '@widecast/rules';
import type { Deeds } from '../segments/behaviour-horizon.ts';

const BEGINNING = 'widecast behaviour totals';
/** In one transaction. */
const EVENTS = 5000;
const TOTALS = 5000;
/** How fast the clock of who tells of an event may be: what is told for later has occurred when it came. */
const CLOCK_SKEW = `interval '5 minutes'`;

export interface Occurrence {
  readonly contactId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly campaignId: string | null;
}

export interface LetGo {
  readonly events: number;
  /** How many of them totals tell of now. */
  readonly folded: number;
}

/** What stays of events that were let go, for each contact: the tables kept_totals, which says of which events, and behaviour_totals. */
@Injectable()
export class BehaviourTotalsRepository {
  /** Whether a rule has to look into totals; before the end of the transaction none begin where there are none. */
  async known(tx: Transaction): Promise<Totals> {
    await tx.query('SELECT pg_advisory_xact_lock_shared(hashtext($1))', [BEGINNING]);
    return (await this.areKept(tx)) ? 'some' : 'none';
  }

  /**
   * Notes that rules need totals of these. A rule that is not refused either has them, or nothing of the type was let go before: then they begin now.
   * False where they cannot begin yet, because a statement runs that does not look into totals.
   */
  async keep(tx: Transaction, deeds: readonly Deeds[]): Promise<boolean> {
    if (deeds.length === 0) return true;
    if (!(await this.areKept(tx)) && !(await mayBegin(tx))) return false;
    await tx.query(
      `INSERT INTO kept_totals AS k (type, campaign_id) SELECT * FROM unnest($1::text[], $2::uuid[])
       ON CONFLICT (type, campaign_id) DO UPDATE SET asked_at = now(), dropping = false WHERE k.dropping OR k.asked_at < now() - interval '1 hour'`,
      columnsOf(deeds, ({ type }) => type, ({ campaignId }) => campaignId));
    return true;
  }

  /** Lets the oldest events of a type go, some at a time, and adds them to the totals that are kept of it; of who is gone nothing is kept. */
  async fold(tx: Transaction, type: string, days: number): Promise<LetGo> {
    const [letGo] = await tx.query<LetGo & Record<string, unknown>>(
      `WITH gone AS (
         DELETE FROM behaviour_events WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM behaviour_events WHERE type = $1 AND occurred_at < now() - make_interval(days => $2) ORDER BY occurred_at LIMIT ${EVENTS}))
         RETURNING contact_id, campaign_id, value, occurred_at
       ), folded AS (
         INSERT INTO behaviour_totals AS t (contact_id, type, campaign_id, times, value, first_at, last_at)
         SELECT g.contact_id, $1, k.campaign_id, count(*), sum(g.value), min(g.occurred_at), max(g.occurred_at)
         FROM gone g JOIN kept_totals k ON k.type = $1 AND NOT k.dropping AND (k.campaign_id IS NULL OR k.campaign_id = g.campaign_id)
         WHERE EXISTS (SELECT FROM contacts c WHERE c.id = g.contact_id)
         GROUP BY g.contact_id, k.campaign_id ORDER BY g.contact_id
         ON CONFLICT (contact_id, type, campaign_id) DO UPDATE SET times = t.times + excluded.times, value = coalesce(t.value + excluded.value, t.value, excluded.value),
           first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at)
       )
       SELECT count(*)::int AS events, count(*) FILTER (WHERE EXISTS (SELECT FROM kept_totals k WHERE k.type = $1 AND NOT k.dropping AND (k.campaign_id IS NULL OR k.campaign_id = gone.campaign_id)))::int AS folded FROM gone`,
      [type, days]);
    return letGo ?? { events: 0, folded: 0 };
  }

  /** The places in the list of what may be in totals already: its time lies between the first and the last event that the contact's totals tell of. */
  async folded(tx: Transaction, occurrences: readonly Occurrence[]): Promise<number[]> {
    const rows = await tx.query<{ n: number }>(
      `SELECT e.n::int - 1 AS n FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[]) WITH ORDINALITY AS e (contact_id, type, at, campaign_id, n)
       WHERE (SELECT bool_or(t.type = e.type AND (t.campaign_id IS NULL OR t.campaign_id = e.campaign_id) AND e.at BETWEEN t.first_at AND t.last_at + ${CLOCK_SKEW}) FROM behaviour_totals t WHERE t.contact_id = e.contact_id)`,
      columnsOf(occurrences, ({ contactId }) => contactId, ({ type }) => type, ({ occurredAt }) => occurredAt, ({ campaignId }) => campaignId));
    return rows.map(({ n }) => n);
  }

  /** Whether there are totals of which it was not seen for a day that a rule needs them. */
  async someMayGo(tx: Transaction): Promise<boolean> {
    return (await tx.query(`SELECT FROM kept_totals WHERE dropping OR asked_at < now() - interval '1 day' LIMIT 1`)).length > 0;
  }

  /** Lets totals go that no rule has needed for so many days, some at a time; they cannot come again. True where there may be more. */
  async drop(tx: Transaction, days: number): Promise<boolean> {
    await tx.query('UPDATE kept_totals SET dropping = true WHERE NOT dropping AND asked_at < now() - make_interval(days => $1)', [days]);
    const [deeds] = await tx.query<Deeds & Record<string, unknown>>('SELECT type, campaign_id AS "campaignId" FROM kept_totals WHERE dropping LIMIT 1');
    if (!deeds) return false;
    const gone = await tx.query(
      `DELETE FROM behaviour_totals WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM behaviour_totals WHERE type = $1 AND campaign_id IS NOT DISTINCT FROM $2 LIMIT ${TOTALS})) RETURNING 1`, [deeds.type, deeds.campaignId]);
    if (gone.length < TOTALS) await tx.query('DELETE FROM kept_totals WHERE type = $1 AND campaign_id IS NOT DISTINCT FROM $2', [deeds.type, deeds.campaignId]);
    return true;
  }

  private async areKept(tx: Transaction): Promise<boolean> {
    return (await tx.query('SELECT FROM kept_totals LIMIT 1')).length > 0;
  }
}

async function mayBegin(tx: Transaction): Promise<boolean> {
  const [got] = await tx.query<{ may: boolean }>('SELECT pg_try_advisory_xact_lock(hashtext($1)) AS may', [BEGINNING]);
  return got?.may === true;
}
