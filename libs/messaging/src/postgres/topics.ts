import type { Queryable, Transaction } from '@widecast/database';

const TOPIC = /^[a-z0-9.-]{1,50}$/;

/** A topic's records lie in a table of the topic's name; those of fact topics in one table a day, dropped when it is over. */
export const tableOf = (topic: string): string => {
  if (!TOPIC.test(topic)) throw new Error(`"${topic}" cannot be a topic`);
  return `event_log."${topic}"`;
};

const DAY = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const suffixOf = (day: string): string => day.replaceAll('-', '');

export async function createStateTable(tx: Transaction, topic: string): Promise<void> {
  const table = tableOf(topic);
  await tx.query(`CREATE TABLE ${table} PARTITION OF event_log.records FOR VALUES IN ('${topic}')`);
  await tx.query(`CREATE UNIQUE INDEX "${topic}#offset" ON ${table} (partition, "offset")`);
  await tx.query(`CREATE INDEX "${topic}#key" ON ${table} (partition, key, "offset")`);
}

export async function createFactTable(tx: Transaction, topic: string): Promise<void> {
  const table = tableOf(topic);
  await tx.query(`CREATE TABLE ${table} PARTITION OF event_log.records FOR VALUES IN ('${topic}') PARTITION BY RANGE (appended_at)`);
  await tx.query(`CREATE INDEX "${topic}#offset" ON ${table} (partition, "offset")`);
  await tx.query(`CREATE TABLE event_log."${topic}@rest" PARTITION OF ${table} DEFAULT`);
}

/** Days of which a fact topic has no table yet: today and the next two. A process that sleeps longer writes into the rest. */
export async function missingDays(database: Queryable, topics: readonly string[], now: number): Promise<ReadonlyMap<string, string[]>> {
  const days = [0, 1, 2].map((ahead) => dayOf(now + ahead * DAY));
  const rows = await database.query<{ topic: string; days: string[] }>(
    `SELECT topic, array_agg(day ORDER BY day) AS days FROM unnest($1::text[]) AS topic, unnest($2::text[]) AS day
     WHERE to_regclass(format('event_log.%I', topic || '@' || replace(day, '-', ''))) IS NULL GROUP BY topic ORDER BY topic`,
    [topics, days],
  );
  return new Map(rows.map((row) => [row.topic, row.days]));
}

export async function createDayTable(tx: Transaction, topic: string, day: string): Promise<void> {
  const [from, until] = [`${day}T00:00:00Z`, `${dayOf(Date.parse(day) + DAY)}T00:00:00Z`];
  // Rows of that day that lie in the rest would refuse the new table; the day stays there then.
  const [kept] = await tx.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM event_log."${topic}@rest" WHERE appended_at >= $1::timestamptz AND appended_at < $2::timestamptz) AS found`,
    [from, until],
  );
  if (kept?.found) return;
  await tx.query(`CREATE TABLE IF NOT EXISTS event_log."${topic}@${suffixOf(day)}" PARTITION OF ${tableOf(topic)} FOR VALUES FROM ('${from}') TO ('${until}')`);
}

/** Drops the day tables that are over, and what is over in the rest. */
export async function dropExpired(tx: Transaction, topic: string, days: number, now: number): Promise<number> {
  const oldest = `${topic}@${suffixOf(dayOf(now - days * DAY))}`;
  const expired = await tx.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = $1::regclass AND c.relname < $2 AND c.relname ~ '@[0-9]{8}$'`,
    [tableOf(topic), oldest],
  );
  for (const { name } of expired) await tx.query(`DROP TABLE event_log."${name}"`);
  await tx.query(`DELETE FROM event_log."${topic}@rest" WHERE appended_at < to_timestamp($1::float8 / 1000)`, [now - days * DAY]);
  return expired.length;
}

/**
 * Keeps the newest record of every key of a state topic, and gives how many others it took away, at most `limit`. A removed
 * key goes altogether after a day, but never before its older records, which would come to life again.
 */
export async function compact(tx: Transaction, topic: string, limit: number): Promise<number> {
  const table = tableOf(topic);
  const other = (order: '<' | '>'): string =>
    `EXISTS (SELECT FROM ${table} other WHERE other.partition = it.partition AND other.key = it.key AND other."offset" ${order} it."offset")`;
  const gone = await tx.query(
    `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
       SELECT it.ctid FROM ${table} it
       WHERE ${other('>')} OR (it.value IS NULL AND it.appended_at < now() - interval '1 day' AND NOT ${other('<')}) LIMIT $1
     )) RETURNING 1`,
    [limit],
  );
  return gone.length;
}
