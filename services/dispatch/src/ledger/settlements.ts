import { Injectable } from '@nestjs/common';
import { deliveriesSettled } from '@widecast/contracts';
import { columnsOf, plainArray, prepared, usePrimaryKeys, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { ArchivesRepository } from '../archives/archives.repository.ts';
import { FrequencyCaps } from '../caps/frequency-cap.ts';
import { settledEvents } from './delivery-events.ts';
import { isSettled, type Settlement, type SourceKind } from './delivery.ts';
import { seqSet } from './seq-set.ts';

/** Whose deliveries are settled; without a fence the caller holds their rows locked. */
export interface Holder {
  readonly sourceId: string;
  readonly kind: SourceKind;
  readonly fence: string | null;
}

/**
 * An outcome is taken of what the claim still has, and taken off it: the same one twice is one. An answer that comes after its
 * lease is still the truth: it replaces the doubt, and the mark that came of the doubt. What will not be sent any more needs
 * no merge fields. What was written comes back in one row: a row for each costs both sides more. The source stands in the outcomes too, so that no plan begins with all deliveries of it.
 */
const SETTLE = prepared(`
  WITH held AS MATERIALIZED (
    SELECT seqs FROM claims WHERE fence = $2 FOR UPDATE
  ), taken_off AS (
    UPDATE claims SET seqs = seqs - $9::int4multirange, sending = sending - $9::int4multirange WHERE fence = $2
  ), outcomes AS MATERIALIZED (
    SELECT o.*, $1::uuid AS source_id, $2::uuid IS NULL OR coalesce((SELECT seqs FROM held) @> o.seq, false) AS ours
    FROM unnest($3::int[], $4::delivery_state[], $5::text[], $6::text[], $7::int[], $8::int[]) AS o (seq, state, reason, mark, spent, answered)
  ), settled AS (
    UPDATE deliveries d
    SET state = o.state, reason = o.reason, attempt = d.attempt + CASE WHEN o.ours THEN o.spent ELSE 0 END, version = d.version + 1, updated_at = now(),
        fields = CASE WHEN o.state IN ('accepted', 'failed', 'suppressed', 'skipped', 'cancelled', 'expired') THEN '{}' ELSE d.fields END,
        mark = CASE WHEN NOT o.ours AND d.attempt = 1 THEN NULL ELSE coalesce(o.mark, d.mark) END
    FROM outcomes o
    WHERE d.source_id = o.source_id AND d.seq = o.seq AND ((o.ours AND d.state IN ('pending', 'deferred', 'held')) OR (d.attempt = o.answered AND (
      d.state = 'in_doubt' OR (d.state = 'pending' AND NOT EXISTS (SELECT FROM claims c WHERE c.source_id = $1 AND c.seqs @> d.seq)))))
    RETURNING d.seq, d.version
  )
  SELECT coalesce(string_agg(seq::text, ','), '') AS seqs, coalesce(string_agg(version::text, ','), '') AS versions, now() AS at FROM settled`);

const REDO = `
  INSERT INTO redos (source_id, seq, due_at)
  SELECT $1, seq, least(now() + make_interval(secs => redo_in / 1000.0), (SELECT CASE WHEN expires_at IS NOT NULL THEN greatest(expires_at, now()) END FROM sources WHERE id = $1)) FROM unnest($2::int[], $3::int[]) AS r (seq, redo_in)
  ON CONFLICT (source_id, seq) DO UPDATE SET due_at = excluded.due_at, lane = NULL`;

/** What waits for room in its lane is let go from there; its time to live does not wait. */
const THROTTLED = `
  INSERT INTO redos (source_id, seq, lane, due_at)
  SELECT $1, seq, lane, coalesce((SELECT CASE WHEN expires_at IS NOT NULL THEN greatest(expires_at, now()) END FROM sources WHERE id = $1), 'infinity') FROM unnest($2::int[], $3::text[]) AS t (seq, lane)
  ON CONFLICT (source_id, seq) DO UPDATE SET due_at = excluded.due_at, lane = excluded.lane`;

const HELD = `
  INSERT INTO held_deliveries (contact_id, source_id, seq)
  SELECT contact_id, $1, seq FROM unnest($2::uuid[], $3::int[]) AS h (contact_id, seq) ON CONFLICT DO NOTHING`;

/** Last words about messages that nobody has got. */
const NEVER_LEFT: ReadonlySet<Settlement['state']> = new Set(['failed', 'skipped', 'suppressed', 'cancelled', 'expired']);

interface Written {
  readonly version: number;
  readonly at: Date;
}

/** Writes outcomes into the ledger, in bulk, with what follows from them. */
@Injectable()
export class Settlements {
  constructor(private readonly outbox: Outbox, private readonly archives: ArchivesRepository, private readonly caps: FrequencyCaps) {}

  /** Settles those that the fence still holds, or of which an answer has come, and gives them. */
  async settle(tx: Transaction, holder: Holder, settlements: readonly Settlement[]): Promise<Settlement[]> {
    if (settlements.length === 0) return [];
    await usePrimaryKeys(tx);
    const written = await this.write(tx, holder, settlements);
    const late = settlements.filter(({ delivery, answered }) => answered !== undefined && !written.has(delivery.seq));
    const isBack = await this.archives.bringBack(tx, holder.sourceId, late.map(({ delivery }) => delivery.seq));
    if (isBack) for (const [seq, row] of await this.write(tx, holder, late)) written.set(seq, row);
    const done = settlements.filter(({ delivery }) => written.has(delivery.seq));
    await this.remember(tx, holder.sourceId, done);
    const settled = done.flatMap(({ delivery: { seq, contactId, step, arm }, state, reason = null }) => {
      const row = written.get(seq);
      return row && isSettled(state) ? [{ contactId, step, arm, state, reason, ...row }] : [];
    });
    await this.outbox.append(tx, deliveriesSettled, settledEvents({ id: holder.sourceId, kind: holder.kind }, settled));
    await this.caps.noteUnused(tx, holder.sourceId, done.filter(({ state }) => NEVER_LEFT.has(state)).map(({ delivery }) => delivery));
    return done;
  }

  private async write(tx: Transaction, { sourceId, fence }: Holder, settlements: readonly Settlement[]): Promise<Map<number, Written>> {
    const [row] = await tx.query<{ seqs: string; versions: string; at: Date }>(SETTLE, [sourceId, fence, ...columns(settlements), seqSet(settlements.map(({ delivery }) => delivery.seq))]);
    if (!row || row.seqs === '') return new Map();
    const versions = row.versions.split(',');
    return new Map(row.seqs.split(',').map((seq, at) => [Number(seq), { version: Number(versions[at]), at: row.at }]));
  }

  /** What has to be found again later is noted beside the ledger, which has no index for it. */
  private async remember(tx: Transaction, sourceId: string, done: readonly Settlement[]): Promise<void> {
    const again = done.filter(({ state, redoIn }) => state === 'pending' || state === 'deferred' || (state === 'held' && redoIn !== undefined));
    if (again.length > 0) await tx.query(REDO, [sourceId, ...columnsOf(again, ({ delivery }) => delivery.seq, ({ redoIn = 0 }) => redoIn)]);
    const throttled = done.flatMap(({ delivery: { seq }, lane }) => (lane === undefined ? [] : [{ seq, lane }]));
    if (throttled.length > 0) await tx.query(THROTTLED, [sourceId, ...columnsOf(throttled, ({ seq }) => seq, ({ lane }) => lane)]);
    const held = done.filter(({ state, redoIn, lane }) => state === 'held' && redoIn === undefined && lane === undefined);
    if (held.length > 0) await tx.query(HELD, [sourceId, ...columnsOf(held, ({ delivery }) => delivery.contactId, ({ delivery }) => delivery.seq)]);
  }
}

function columns(settlements: readonly Settlement[]): unknown[] {
  return [
    plainArray(settlements, ({ delivery }) => delivery.seq),
    plainArray(settlements, ({ state }) => state),
    settlements.map(({ reason = null }) => reason),
    plainArray(settlements, ({ mark = null }) => mark),
    plainArray(settlements, ({ spent = false }) => (spent ? 1 : 0)),
    plainArray(settlements, ({ answered = null }) => answered),
  ];
}
