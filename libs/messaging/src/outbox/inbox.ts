import type { Transaction } from '@widecast/database';

/**
 * Notes the events in the transaction of what they cause, and gives the ids that were not noted before: idempotency for
 * handlers that have no natural unique key.
 */
export async function firstSeen(tx: Transaction, consumer: string, eventIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ eventId: string }>(
    `INSERT INTO inbox (consumer, event_id) SELECT $1, id FROM unnest($2::text[]) AS id ORDER BY id
     ON CONFLICT DO NOTHING RETURNING event_id AS "eventId"`,
    [consumer, [...new Set(eventIds)]],
  );
  return new Set(rows.map(({ eventId }) => eventId));
}

/** Forgets events older than every topic keeps them, so that they cannot come again. */
export async function pruneInbox(tx: Transaction, days: number): Promise<void> {
  await tx.query('DELETE FROM inbox WHERE received_at < now() - make_interval(days => $1)', [days]);
}
