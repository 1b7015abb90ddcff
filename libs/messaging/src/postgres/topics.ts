import type { Transaction } from '@widecast/database';
import type { TopicSpec } from '../log/event-log.ts';

const TOPIC = /^[a-z0-9.-]{1,50}$/;

/** A topic's records lie in a table of the topic's name; those of fact topics in one table a day, dropped when it is over. */
export const tableOf = (topic: string): string => {
  if (!TOPIC.test(topic)) throw new Error(`"${topic}" cannot be a topic`);
  return `event_log."${topic}"`;
};

const dayTable = (topic: string, day: string): string => `event_log."${topic}@${day.replaceAll('-', '')}"`;

const DAY = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export async function createTopic(tx: Transaction, { topic, retention }: TopicSpec, partitions: number): Promise<void> {
  const days = retention.kind === 'facts' ? retention.days : null;
  const [known] = await tx.query<{ partitions: number }>(
    `INSERT INTO event_log.topics (topic, partitions, retention_days) VALUES ($1, $2, $3)
     ON CONFLICT (topic) DO UPDATE SET retention_days = EXCLUDED.retention_days RETURNING partitions`,
    [topic, partitions, days],
  );
  await tx.query(
    'INSERT INTO event_log.partitions (topic, partition) SELECT $1, n FROM generate_series(0, $2 - 1) AS n ON CONFLICT DO NOTHING',
    [topic, known?.partitions ?? partitions],
  );
  await (retention.kind === 'facts' ? createFactTable(tx, topic) : createStateTable(tx, topic));
}

async function createStateTable(tx: Transaction, topic: string): Promise<void> {
  const table = tableOf(topic);
  await tx.query(`CREATE TABLE IF NOT EXISTS ${table} PARTITION OF event_log.records FOR VALUES IN ('${topic}')`);
  await tx.query(`CREATE UNIQUE INDEX IF NOT EXISTS "${topic}#offset" ON ${table} (partition, "offset")`);
  await tx.query(`CREATE INDEX IF NOT EXISTS "${topic}#key" ON ${table} (partition, key, "offset")`);
}

async function createFactTable(tx: Transaction, topic: string): Promise<void> {
  const table = tableOf(topic);
  await tx.query(`CREATE TABLE IF NOT EXISTS ${table} PARTITION OF event_log.records FOR VALUES IN ('${topic}') PARTITION BY RANGE (appended_at)`);
  await tx.query(`CREATE INDEX IF NOT EXISTS "${topic}#offset" ON ${table} (partition, "offset")`);
  await tx.query(`CREATE TABLE IF NOT EXISTS event_log."${topic}@rest" PARTITION OF ${table} DEFAULT`);
  await createDayTables(tx, topic, Date.now());
}

/** Tables for today and the next two days; a process that sleeps longer writes into the table of the rest. */
export async function createDayTables(tx: Transaction, topic: string, now: number): Promise<void> {
  for (const ahead of [0, 1, 2]) {
    const day = dayOf(now + ahead * DAY);
    const [table] = await tx.query<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [dayTable(topic, day)]);
    if (table?.found) continue;
    const until = dayOf(now + (ahead + 1) * DAY);
    // Rows of that day that lie in the rest would refuse the new table; the day stays there then.
    const [kept] = await tx.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM event_log."${topic}@rest" WHERE appended_at >= $1::timestamptz AND appended_at < $2::timestamptz) AS found`,
      [`${day}T00:00:00Z`, `${until}T00:00:00Z`],
    );
    if (kept?.found) continue;
    await tx.query(
      `CREATE TABLE ${dayTable(topic, day)} PARTITION OF ${tableOf(topic)} FOR VALUES FROM ('${day}T00:00:00Z') TO ('${until}T00:00:00Z')`,
    );
  }
}

/** Drops the day tables that are over, and what is over in the rest. */
export async function dropExpired(tx: Transaction, topic: string, days: number, now: number): Promise<number> {
  const oldest = `${topic}@${dayOf(now - days * DAY).replaceAll('-', '')}`;
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
