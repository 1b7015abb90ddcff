import { Injectable } from '@nestjs/common';
import { deliveriesAssigned, deliveriesSettled } from '@widecast/contracts';
import { columnsOf, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { Bell } from './bell.ts';
import { assignedEvents, settledEvents, type SettledDelivery } from './delivery-events.ts';
import { isSettled, type NewDelivery, type SourceKind } from './delivery.ts';

const ENTER = `
  INSERT INTO deliveries (source_id, seq, step, contact_id, contact_version, email, fields, arm, template_id, promotion, state, reason, version)
  SELECT $1, $2::int + (row_number() OVER (ORDER BY n) - 1)::int, step, contact_id, contact_version, email, fields, arm, template_id, promotion,
         state, reason, version
  FROM (
    SELECT DISTINCT ON (e.contact_id, e.step) * FROM unnest(
      $3::text[], $4::uuid[], $5::int[], $6::text[], $7::jsonb[], $8::text[], $9::uuid[], $10::boolean[], $11::text[], $12::text[], $13::int[]
    ) WITH ORDINALITY AS e (step, contact_id, contact_version, email, fields, arm, template_id, promotion, state, reason, version, n)
    WHERE NOT EXISTS (SELECT FROM deliveries d WHERE d.source_id = $1 AND d.contact_id = e.contact_id AND d.step = e.step)
    ORDER BY e.contact_id, e.step, e.n
  ) new
  RETURNING contact_id AS "contactId", step, arm, state, reason, version, updated_at AS at`;

/** Writes new deliveries into the ledger. */
@Injectable()
export class Entries {
  constructor(private readonly outbox: Outbox, private readonly bell: Bell) {}

  /**
   * Enters deliveries with dense numbers behind those of their source; one that is already there, by contact and step,
   * stays as it is. Gives how many were new.
   */
  async enter(tx: Transaction, source: { readonly id: string; readonly kind: SourceKind }, deliveries: readonly NewDelivery[]): Promise<number> {
    if (deliveries.length === 0) return 0;
    await tx.query('INSERT INTO sources (id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING', [source.id, source.kind]);
    // The lock keeps the numbers dense: whoever else enters into this source waits.
    const [row] = await tx.query<{ next: number; state: string }>('SELECT next_seq AS next, state FROM sources WHERE id = $1 FOR UPDATE', [source.id]);
    const over = row?.state === 'closing' || row?.state === 'closed';
    const entered = await tx.query<SettledDelivery & Record<string, unknown>>(ENTER, [source.id, row?.next ?? 0, ...columns(over ? deliveries.map(cancelled) : deliveries)]);
    await tx.query('UPDATE sources SET next_seq = next_seq + $2 WHERE id = $1', [source.id, entered.length]);
    await this.outbox.append(tx, deliveriesAssigned, assignedEvents(source, entered));
    await this.outbox.append(tx, deliveriesSettled, settledEvents(source, entered.filter(({ state }) => isSettled(state))));
    tx.afterCommit(() => this.bell.ring());
    return entered.length;
  }
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
