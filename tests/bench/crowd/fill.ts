import type { Queryable } from '@widecast/database';

export interface CrowdSize {
  readonly contacts: number;
  readonly events: number;
}

/** Ids are spread like those that the service gives: time first, random at the end. */
const idOf = (what: string, n: string): string =>
  `(lpad(to_hex(1764000000000 + (${n}) / 20), 12, '0') || '7' || left(md5('${what} ' || (${n})), 3) || '8' || right(md5('${what} ' || (${n})), 15))::uuid`;

/** Three contacts a company, tiers and attributes as they may be. */
const ACCOUNTS = `
  INSERT INTO accounts (id, key, name, attributes, tier, confidence, policy_version)
  SELECT ${idOf('account', 'n')}, 'firm' || n || '.example', 'Firm ' || n,
    jsonb_build_object('employees', 1 + n % 180, 'industry', (ARRAY['retail', 'food', 'software', 'health', 'transport', 'education'])[1 + n % 6],
      'region', 'region ' || n % 40),
    (ARRAY['SOHO', 'SOHO', 'SOHO', 'SMB', 'SMB', 'SMB', 'SMB', 'UNKNOWN', 'UNKNOWN', 'UMM'])[1 + n % 10], 0.9, 'bench'
  FROM generate_series(1, $1::int) n`;

const CONTACTS = `
  INSERT INTO contacts (id, email, name, language, account_id, attributes, advertising_consent, created_at)
  SELECT ${idOf('contact', 'n')},
    'user' || n || '@firm' || 1 + n / 3 || '.example', 'Name ' || n, (ARRAY['en', 'ru', 'de', 'pt-BR'])[1 + n % 4], ${idOf('account', '1 + n / 3')},
    jsonb_build_object('city', 'city ' || n % 50, 'plan', (ARRAY['free', 'basic', 'basic', 'plus'])[1 + n / 7 % 4], 'seats', n * 7 % 100,
      'trialEnds', to_char(now() + make_interval(days => n % 400 - 200), 'YYYY-MM-DD')),
    n % 5 > 0, now() - make_interval(mins => n % 1000000)
  FROM generate_series(1, $1::int) n`;

/** Few do much and many do little; in the order of time, as events come. */
const EVENTS = `
  INSERT INTO behaviour_events (contact_id, event_id, type, occurred_at, value, campaign_id)
  SELECT c.id, 'e' || n, (ARRAY['opened', 'opened', 'opened', 'opened', 'opened', 'clicked', 'clicked', 'visited', 'visited', 'bought'])[1 + (r * 1e6)::int % 10],
    at, CASE WHEN (r * 1e6)::int % 10 = 9 THEN round((r * 1e5)::numeric % 300, 2) END, NULL
  FROM (
    SELECT n, 1 + floor($2 * power(random(), 1.6))::int AS k, random() AS r, now() - random() * interval '365 days' AS at FROM generate_series(1, $1::int) n ORDER BY at
  ) e JOIN (SELECT row_number() OVER (ORDER BY id)::int AS k, id FROM contacts) c USING (k) ORDER BY at`;

/** Fills the tables of the service, their indexes last. */
export async function fillCrowd(db: Queryable, { contacts, events }: CrowdSize): Promise<void> {
  await db.query(ACCOUNTS, [Math.floor(contacts / 3) + 1]);
  await db.query(CONTACTS, [contacts]);
  await withoutIndexes(db, 'behaviour_events', () => db.query(EVENTS, [events, contacts]));
  for (const table of ['accounts', 'contacts', 'behaviour_events']) await db.query(`VACUUM ANALYZE ${table}`);
}

async function withoutIndexes(db: Queryable, table: string, work: () => Promise<unknown>): Promise<void> {
  const indexes = await db.query<{ name: string; definition: string; key: string | null }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition, k.conname AS key
     FROM pg_index i LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid WHERE i.indrelid = $1::regclass`, [table],
  );
  for (const { name, key } of indexes) await db.query(key === null ? `DROP INDEX ${name}` : `ALTER TABLE ${table} DROP CONSTRAINT ${key}`);
  await db.query(`SET maintenance_work_mem = '512MB'`);
  await work();
  for (const { definition, key } of indexes) {
    await db.query(definition);
    if (key !== null) await db.query(`ALTER TABLE ${table} ADD CONSTRAINT ${key} PRIMARY KEY USING INDEX ${key}`);
  }
}
