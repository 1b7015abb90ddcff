import type { Queryable } from '@widecast/database';

/** A way to keep events of behaviour, each once for a contact whatever time it tells. */
export interface Layout {
  readonly name: string;
  /** Makes the tables and fills them from behaviour_events. */
  readonly make: (db: Queryable) => Promise<void>;
  /** All tables that it has. */
  readonly tables: readonly string[];
  /** Where events are read. */
  readonly events: string;
  /** Takes new events from the table `news`. */
  readonly insert: string;
  /** Lets go what is older than 335 days: about a month of the year that there is. */
  readonly forget: readonly string[];
}

const COLUMNS = 'contact_id, event_id, type, occurred_at, value, campaign_id';
const BY_CONTACT = '(contact_id) INCLUDE (type, occurred_at, value, campaign_id)';
const IN_TIME = '(type, occurred_at) INCLUDE (contact_id)';

export const ONE_TABLE: Layout = {
  name: 'one table',
  tables: ['behaviour_events'],
  events: 'behaviour_events',
  make: async () => undefined,
  insert: `INSERT INTO behaviour_events (${COLUMNS}) SELECT ${COLUMNS} FROM news ORDER BY contact_id, event_id ON CONFLICT DO NOTHING`,
  forget: [`DELETE FROM behaviour_events WHERE occurred_at < now() - interval '335 days'`],
};

async function partition(db: Queryable, table: string, indexes: readonly string[]): Promise<void> {
  await db.query(`CREATE TABLE ${table} (LIKE behaviour_events) PARTITION BY RANGE (occurred_at)`);
  await db.query(`DO $$ BEGIN FOR m IN 0 .. 13 LOOP EXECUTE format('CREATE TABLE ${table}_%s PARTITION OF ${table} FOR VALUES FROM (%L) TO (%L)', m,
    date_trunc('day', now()) + interval '1 day' - make_interval(days => 30 * (m + 1)), date_trunc('day', now()) + interval '1 day' - make_interval(days => 30 * m)); END LOOP; END $$`);
  await db.query(`INSERT INTO ${table} SELECT ${COLUMNS} FROM behaviour_events`);
  for (const columns of indexes) await db.query(`CREATE INDEX ON ${table} ${columns}`);
}

/** A key of a partitioned table holds the time, so that who is there already must be known elsewhere. */
export const BY_MONTH: Layout = {
  name: 'partitions by month',
  tables: ['events_by_month', 'event_ids'],
  events: 'events_by_month',
  make: async (db) => {
    await partition(db, 'events_by_month', [BY_CONTACT, IN_TIME]);
    await db.query(`CREATE TABLE event_ids AS SELECT contact_id, event_id, occurred_at FROM behaviour_events`);
    await db.query('ALTER TABLE event_ids ADD PRIMARY KEY (contact_id, event_id)');
    await db.query('CREATE INDEX ON event_ids (occurred_at)');
  },
  insert: `WITH fresh AS (INSERT INTO event_ids SELECT contact_id, event_id, occurred_at FROM news ORDER BY contact_id, event_id ON CONFLICT DO NOTHING RETURNING contact_id, event_id)
    INSERT INTO events_by_month (${COLUMNS}) SELECT ${COLUMNS} FROM news JOIN fresh USING (contact_id, event_id)`,
  forget: ['DROP TABLE events_by_month_12, events_by_month_13', `DELETE FROM event_ids WHERE occurred_at < now() - interval '335 days'`],
};

/** Without the second table: an event that comes again and tells another time counts twice. */
export const TIME_IN_KEY: Layout = {
  name: 'partitions by month, with the time in the key',
  tables: ['events_by_time'],
  events: 'events_by_time',
  make: async (db) => {
    await partition(db, 'events_by_time', [IN_TIME]);
    await db.query('ALTER TABLE events_by_time ADD PRIMARY KEY (contact_id, event_id, occurred_at) INCLUDE (type, value, campaign_id)');
  },
  insert: `INSERT INTO events_by_time (${COLUMNS}) SELECT ${COLUMNS} FROM news ORDER BY contact_id, event_id ON CONFLICT DO NOTHING`,
  forget: ['DROP TABLE events_by_time_12, events_by_time_13'],
};
