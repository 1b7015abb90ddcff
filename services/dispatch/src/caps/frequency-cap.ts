import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type Transaction } from '@widecast/database';
import type { ClaimedDelivery, Settlement } from '../ledger/delivery.ts';
import type { FrequencyCap } from '../policy/sending-policy.ts';

const PIECE = 5000;

/** Promotions in a span that somebody got or may get: what is noted as unused counts no more. */
const counted = (span: string): string => `
  jsonb_each(p.sent) WHERE value::bigint > extract(epoch FROM now()) - ${span} AND NOT EXISTS (SELECT FROM unused_rooms u WHERE u.contact_id = p.contact_id AND u.delivery = key)`;

/**
 * Notes a promotion of each contact who has room for one; the row of the contact, locked, decides between campaigns that want
 * him at the same time. The same delivery again is the same promotion.
 */
const TAKE_ROOM = `
  INSERT INTO recent_promotions AS p (contact_id, sent)
  SELECT contact_id, jsonb_build_object(delivery, extract(epoch FROM now())::bigint) FROM unnest($1::uuid[], $2::text[]) AS e (contact_id, delivery) ORDER BY 1
  ON CONFLICT (contact_id) DO UPDATE SET last_at = now(),
    sent = excluded.sent || (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM ${counted('$4')})
  WHERE p.sent ?| ARRAY(SELECT jsonb_object_keys(excluded.sent))
     OR (SELECT count(*) FROM ${counted('$4')}) < $3
  RETURNING contact_id AS "contactId"`;

/** When the oldest of the promotions that fill the cap leaves the span, in ms from now. */
const ROOM_IN = `
  SELECT contact_id AS "contactId", greatest(1000, (1 + $3 - extract(epoch FROM now()) + (
    SELECT value::bigint FROM ${counted('$3')} ORDER BY value::bigint DESC OFFSET $2 - 1 LIMIT 1)) * 1000)::bigint::text AS "inMs"
  FROM recent_promotions p WHERE contact_id = ANY($1)`;

/** What did not leave counts when it does. */
const GIVE_BACK = `
  UPDATE recent_promotions p SET sent = p.sent - e.deliveries
  FROM (SELECT contact_id, array_agg(delivery) AS deliveries FROM unnest($1::uuid[], $2::text[]) AS e (contact_id, delivery) GROUP BY contact_id) e WHERE p.contact_id = e.contact_id`;

/** Only noted: a transaction that gave back and took room of several contacts could wait for another that does. */
const NOTE_UNUSED = `
  INSERT INTO unused_rooms (contact_id, delivery)
  SELECT e.contact_id, e.delivery FROM unnest($1::uuid[], $2::text[]) AS e (contact_id, delivery) JOIN recent_promotions p ON p.contact_id = e.contact_id AND p.sent ? e.delivery
  ON CONFLICT DO NOTHING`;

/** In the order in which room is taken. */
const CLEAR_UNUSED = `
  WITH picked AS MATERIALIZED (
    SELECT contact_id, delivery FROM unused_rooms LIMIT ${PIECE} FOR UPDATE SKIP LOCKED
  ), unused AS (
    DELETE FROM unused_rooms u USING picked n WHERE u.contact_id = n.contact_id AND u.delivery = n.delivery RETURNING u.contact_id, u.delivery
  ), noted AS MATERIALIZED (
    SELECT p.contact_id, u.delivery FROM recent_promotions p JOIN unused u ON u.contact_id = p.contact_id ORDER BY p.contact_id FOR UPDATE OF p
  ), cleared AS (
    UPDATE recent_promotions p SET sent = p.sent - n.deliveries
    FROM (SELECT contact_id, array_agg(delivery) AS deliveries FROM noted GROUP BY contact_id) n WHERE p.contact_id = n.contact_id
  )
  SELECT count(*)::int AS cleared FROM unused`;

const OLD = `
  DELETE FROM recent_promotions WHERE contact_id IN (
    SELECT contact_id FROM recent_promotions WHERE last_at < now() - make_interval(days => 90) LIMIT 5000 FOR UPDATE SKIP LOCKED)`;

const DAY = 86_400;
/** A redo lies at most so far away; whoever has no room then waits again. */
const LONGEST = 24 * 3600_000;

export const FREQUENCY_CAP = 'frequency_cap';

@Injectable()
export class FrequencyCaps {
  constructor(private readonly database: Database) {}

  /** Takes room for the promotions that may leave, and gives the others as held until there is room. */
  async take(tx: Transaction, sourceId: string, promotions: readonly ClaimedDelivery[], { promotions: most, days }: FrequencyCap): Promise<Settlement[]> {
    const held: ClaimedDelivery[] = [];
    for (const round of roundsOf(promotions)) {
      const [contacts = [], deliveries = []] = columnsOf(round, ({ contactId }) => contactId, ({ seq }) => `${sourceId}/${seq}`);
      const rows = await tx.query<{ contactId: string }>(TAKE_ROOM, [contacts, deliveries, most, days * DAY]);
      const roomy = new Set(rows.map(({ contactId }) => contactId));
      held.push(...round.filter(({ contactId }) => !roomy.has(contactId)));
    }
    return held.length === 0 ? [] : await this.waiting(tx, held, { promotions: most, days });
  }

  /** Gives back the room of promotions that must wait for something else: they may leave days later. Those that were tried before keep theirs. */
  async giveBack(tx: Transaction, sourceId: string, promotions: readonly ClaimedDelivery[]): Promise<void> {
    const untried = promotions.filter(({ attempt }) => attempt === 0);
    if (untried.length > 0) await tx.query(GIVE_BACK, columnsOf(untried, ({ contactId }) => contactId, ({ seq }) => `${sourceId}/${seq}`));
  }

  /** What will never leave, or was refused, is no promotion that anybody got: its room is free with the commit. */
  async noteUnused(tx: Transaction, sourceId: string, deliveries: readonly Pick<ClaimedDelivery, 'seq' | 'contactId'>[]): Promise<void> {
    if (deliveries.length > 0) await tx.query(NOTE_UNUSED, columnsOf(deliveries, ({ contactId }) => contactId, ({ seq }) => `${sourceId}/${seq}`));
  }

  /** What is not noted as taken need not be noted as unused. */
  async clearUnused(): Promise<void> {
    for (let cleared = PIECE; cleared === PIECE;) [{ cleared } = { cleared: 0 }] = await this.database.query<{ cleared: number }>(CLEAR_UNUSED);
  }

  /** Forgets what no cap can count any more. */
  async forgetOld(): Promise<void> {
    await this.database.query(OLD);
  }

  private async waiting(tx: Transaction, held: readonly ClaimedDelivery[], { promotions: most, days }: FrequencyCap): Promise<Settlement[]> {
    const rows = await tx.query<{ contactId: string; inMs: string | null }>(ROOM_IN, [held.map(({ contactId }) => contactId), most, days * DAY]);
    const pauses = new Map(rows.map(({ contactId, inMs }) => [contactId, Number(inMs ?? 0)]));
    return held.map((delivery): Settlement => ({
      delivery, state: 'held', reason: FREQUENCY_CAP, redoIn: Math.min(pauses.get(delivery.contactId) || LONGEST, LONGEST),
    }));
  }
}

/** One statement takes room for a contact once: the second delivery of a contact waits for the next round. */
function roundsOf(deliveries: readonly ClaimedDelivery[]): ClaimedDelivery[][] {
  const rounds: ClaimedDelivery[][] = [];
  const seen = new Map<string, number>();
  for (const delivery of deliveries) {
    const round = seen.get(delivery.contactId) ?? 0;
    (rounds[round] ??= []).push(delivery);
    seen.set(delivery.contactId, round + 1);
  }
  return rounds;
}
