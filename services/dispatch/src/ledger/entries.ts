import { Injectable } from '@nestjs/common';
import { bucketOf, deliveriesAssigned, deliveriesSettled } from '@widecast/contracts';
import { columnsOf, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { Bell } from './bell.ts';
import { assignedEvents, settledEvents, type SettledDelivery } from './delivery-events.ts';
import { isSettled, type NewDelivery, type SourceKind } from './delivery.ts';
import { usePrimaryKeys } from './plans.ts';

const ENTER = `
  INSERT INTO deliveries (source_id, seq, step, contact_id, contact_version, email, fields, arm, template_id, promotion, state, reason, version)
  SELECT $1, $2::int + (row_number() OVER (ORDER BY n) - 1)::int, step, contact_id, contact_version, email, fields, arm, template_id, promotion,
         state, reason, version
  FROM (
    SELECT DISTINCT ON (e.contact_id, e.step) e.* FROM (SELECT $1::uuid AS source_id, u.* FROM unnest(
      $3::text[], $4::uuid[], $5::int[], $6::text[], $7::jsonb[], $8::text[], $9::uuid[], $10::boolean[], $11::text[], $12::text[], $13::int[]
    ) WITH ORDINALITY AS u (step, contact_id, contact_version, email, fields, arm, template_id, promotion, state, reason, version, n) OFFSET 0) e
    WHERE NOT EXISTS (SELECT FROM deliveries d WHERE d.source_id = e.source_id AND d.contact_id = e.contact_id AND d.step = e.step)
    ORDER BY e.contact_id, e.step, e.n
  ) new
  RETURNING contact_id AS "contactId", step, arm, state, reason, version, updated_at AS at`;

interface Source {
  readonly id: string;
  readonly kind: SourceKind;
}

/** Writes new deliveries into the ledger. */
@Injectable()
export class Entries {
  constructor(private readonly outbox: Outbox, private readonly bell: Bell) {}

  /**
   * Enters deliveries with dense numbers behind those of their source; one that is already there, by contact and step,
   * stays as it is. Those of a bucket stand together, so that their outcomes come together, in few events. Gives how many were new.
   */
  async enter(tx: Transaction, source: Source, deliveries: readonly NewDelivery[]): Promise<number> {
    if (deliveries.length === 0) return 0;
    await usePrimaryKeys(tx);
    const { next, isOver } = await lockNumbers(tx, source);
    const entering = (isOver ? deliveries.map(cancelled) : deliveries).toSorted((a, b) => bucketOf(a.contactId) - bucketOf(b.contactId));
    const entered = await tx.query<SettledDelivery & Record<string, unknown>>(ENTER, [source.id, next, ...columns(entering)]);
    await this.outbox.append(tx, deliveriesAssigned, assignedEvents(source, entered));
    await this.outbox.append(tx, deliveriesSettled, settledEvents(source, entered.filter(({ state }) => isSettled(state))));
    await moveNumbers(tx, source.id, entered.length, isOver);
    tx.afterCommit(() => this.bell.ring());
    return entered.length;
  }
}

const STATE = "SELECT next_seq AS next, state IN ('closing', 'closed') AS \"isOver\" FROM sources WHERE id = $1";

/** Keeps the numbers dense: whoever else enters into this source waits. The row of the source is left to those who claim. */
async function lockNumbers(tx: Transaction, { id, kind }: Source): Promise<{ next: number; isOver: boolean }> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  const [known] = await tx.query<{ next: number; isOver: boolean }>(STATE, [id]);
  if (known) return known;
  await tx.query('INSERT INTO sources (id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING', [id, kind]);
  return { next: 0, isOver: false };
}

/** The last of all, so that who claims waits for the commit only. Begins anew where the source has ended meanwhile. */
async function moveNumbers(tx: Transaction, id: string, by: number, wasOver: boolean): Promise<void> {
  const [now] = await tx.query<{ isOver: boolean }>(
    "UPDATE sources SET next_seq = next_seq + $2 WHERE id = $1 RETURNING state IN ('closing', 'closed') AS \"isOver\"", [id, by]);
  if (now?.isOver !== wasOver) throw Object.assign(new Error('The source has ended while deliveries were entered into it'), { code: '40001' });
}

/** For a campaign that was cancelled before its recipients came, or a funnel that is stopped. */
function cancelled(delivery: NewDelivery): NewDelivery {
  return delivery.state === 'pending' ? { ...delivery, state: 'cancelled' } : delivery;
}

function columns(deliveries: readonly NewDelivery[]): unknown[][] {
  return columnsOf(
    deliveries,
    ({ step }) => step,
    ({ contactId }) => contactId,
    ({ contactVersion }) => contactVersion,
    ({ email }) => email,
    ({ fields }) => JSON.stringify(fields),
    ({ arm }) => arm,
    ({ templateId }) => templateId,
    ({ promotion }) => promotion,
    ({ state }) => state,
    ({ reason }) => reason,
    ({ state }) => (isSettled(state) ? 1 : 0),
  );
}
