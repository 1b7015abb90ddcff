import { Injectable } from '@nestjs/common';
import { deliveriesAssigned, deliveriesSettled } from '@widecast/contracts';
import { copyInto, prepared, usePrimaryKeys, type Cell, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { Bell } from './bell.ts';
import { assignedEvents, settledEvents } from './delivery-events.ts';
import { isSettled, type NewDelivery, type SourceKind } from './delivery.ts';
import { inOrder, keyOf, knownOf } from './known.ts';
import { noteRanges } from './ranges.ts';

const COLUMNS = {
  source_id: 'uuid', seq: 'int4', step: 'text', contact_id: 'uuid', contact_version: 'int4', email: 'text', fields: 'json', arm: 'text', template_id: 'uuid',
  promotion: 'boolean', state: 'text', reason: 'text', version: 'int4',
} as const;

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
   * stays as it is. Those of a bucket stand together, so that their outcomes come together, in few events, and by their ids. Gives
   * how many were new.
   */
  async enter(tx: Transaction, source: Source, deliveries: readonly NewDelivery[]): Promise<number> {
    if (deliveries.length === 0) return 0;
    await usePrimaryKeys(tx);
    const { next, isOver, at } = await lockNumbers(tx, source);
    const entering = await newOf(tx, source, isOver ? deliveries.map(cancelled) : deliveries);
    await copyInto(tx, 'deliveries', COLUMNS, rowsOf(source.id, next, entering));
    await noteRanges(tx, source.id, next, entering);
    const settled = entering.filter(({ state }) => isSettled(state)).map((delivery) => ({ ...delivery, version: versionOf(delivery), at }));
    await this.outbox.append(tx, deliveriesAssigned, assignedEvents(source, entering));
    await this.outbox.append(tx, deliveriesSettled, settledEvents(source, settled));
    await moveNumbers(tx, source.id, entering.length, isOver);
    // What comes after a campaign is over is compacted as what was there before.
    if (isOver) await tx.query('UPDATE ledger_compactions SET done_at = NULL WHERE campaign_id = $1', [source.id]);
    tx.afterCommit(() => this.bell.ring());
    return entering.length;
  }
}

const LOCK = prepared('SELECT pg_advisory_xact_lock(hashtextextended($1, 0)), now() AS at');
const STATE = prepared("SELECT next_seq AS next, state IN ('closing', 'closed') AS \"isOver\" FROM sources WHERE id = $1");

interface Numbers {
  readonly next: number;
  readonly isOver: boolean;
  /** When the transaction began, by the clock of the database. */
  readonly at: Date;
}

/** Keeps the numbers dense: whoever else enters into this source waits. The row of the source is left to those who claim. */
async function lockNumbers(tx: Transaction, { id, kind }: Source): Promise<Numbers> {
  const [{ at } = { at: new Date() }] = await tx.query<{ at: Date }>(LOCK, [id]);
  const [known] = await tx.query<{ next: number; isOver: boolean }>(STATE, [id]);
  if (known) return { ...known, at };
  await tx.query('INSERT INTO sources (id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING', [id, kind]);
  return { next: 0, isOver: false, at };
}

/** Each of those that the ledger has not, once. Nobody else enters meanwhile. */
async function newOf(tx: Transaction, { id }: Source, deliveries: readonly NewDelivery[]): Promise<NewDelivery[]> {
  const seen = new Set(await knownOf(tx, id, deliveries));
  return inOrder(deliveries.filter((delivery) => seen.size < seen.add(keyOf(delivery)).size));
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

const versionOf = ({ state }: NewDelivery): number => (isSettled(state) ? 1 : 0);

/** One at a time: thousands of rows at once would grow old before they are written. */
function* rowsOf(sourceId: string, first: number, entering: readonly NewDelivery[]): Generator<readonly Cell[]> {
  for (const [n, delivery] of entering.entries()) yield rowOf(sourceId, first + n, delivery);
}

function rowOf(sourceId: string, seq: number, delivery: NewDelivery): readonly Cell[] {
  const { step, contactId, contactVersion, email, fields, arm, templateId, promotion, state, reason } = delivery;
  return [sourceId, seq, step, contactId, contactVersion, email, fields, arm, templateId, promotion, state, reason, versionOf(delivery)];
}
