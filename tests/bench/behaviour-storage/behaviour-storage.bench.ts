// Events of behaviour in one table or in partitions by month: what rules, new events and retention cost.
import { parseArgs } from 'node:util';
import type { Database, Transaction } from '@widecast/database';
import { compileRules, type Rule } from '@widecast/rules';
import { openCrowd } from '../crowd/crowd.ts';
import { writeJson } from '../write-json.ts';
import { BY_MONTH, ONE_TABLE, TIME_IN_KEY, type Layout } from './layouts.ts';

const { values: given } = parseArgs({ options: { contacts: { type: 'string', default: '100000' }, json: { type: 'string' } } });
const contacts = Number(given.contacts);
const ROUNDS = 3;
const JUDGED = 5000;
const RULES: Readonly<Record<string, Rule>> = {
  'clicked twice in 30 days': { behaviour: 'clicked', times: { op: 'gte', count: 2 }, within: { days: 30 } },
  'bought, not for 90 days': { behaviour: 'bought', last: { op: 'lt', daysFromNow: -90 } },
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Cost {
  readonly ms: number;
  readonly walMb: number;
}

/** What the database says that statements cost; nothing of them stays. */
async function costOf(database: Database, statements: readonly string[], parameters: readonly unknown[] = []): Promise<Cost> {
  const undone = new Error('undone');
  const rounds: Cost[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await database.transaction(async (tx) => {
      rounds.push(await runOnce(tx, statements, parameters));
      throw undone;
    }).catch((error: unknown) => { if (error !== undone) throw error; });
  }
  return rounds.toSorted((one, other) => one.ms - other.ms)[Math.floor(ROUNDS / 2)] ?? { ms: 0, walMb: 0 };
}

async function runOnce(tx: Transaction, statements: readonly string[], parameters: readonly unknown[]): Promise<Cost> {
  await tx.query(`SELECT set_config('jit', 'off', true)`);
  const at = async (): Promise<string> => (await tx.query<{ at: string }>('SELECT pg_current_wal_insert_lsn()::text AS at'))[0]?.at ?? '';
  const [from, begun] = [await at(), performance.now()];
  for (const statement of statements) await tx.query(statement, [...parameters]);
  const ms = performance.now() - begun;
  const [wal] = await tx.query<{ mb: number }>('SELECT pg_wal_lsn_diff($1::pg_lsn, $2::pg_lsn)::float8 / 1e6 AS mb', [await at(), from]);
  return { ms: Math.round(ms), walMb: Math.round(wal?.mb ?? 0) };
}

async function measure(database: Database, { name, tables, events, insert, forget, make }: Layout): Promise<Record<string, Cost | number>> {
  await make(database);
  for (const table of tables) await database.query(`VACUUM ANALYZE ${table}`);
  const [size] = await database.query<{ mb: number }>(
    `SELECT round(sum(pg_total_relation_size(t::regclass) + coalesce((SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(t::regclass) WHERE isleaf), 0)) / 1e6)::int AS mb FROM unnest($1::text[]) t`, [tables]);
  const figures: Record<string, Cost | number> = { sizeMb: size?.mb ?? 0 };
  for (const [what, rule] of Object.entries(RULES)) {
    for (const reach of ['all', 'some'] as const) {
      const { joins, conditions, parameters } = compileRules([rule], { reach, totals: 'none' });
      const from = reach === 'all' ? 'contacts' : `(SELECT * FROM contacts ORDER BY md5(id::text) LIMIT ${JUDGED})`;
      const sql = `SELECT count(*) FROM ${from} c LEFT JOIN accounts a ON a.id = c.account_id ${joins} WHERE ${conditions.join()}`;
      figures[`${what}, ${reach === 'all' ? 'all contacts' : `${JUDGED} contacts`}`] = await costOf(database, [sql.replaceAll('behaviour_events', events)], parameters);
    }
  }
  figures['100,000 new events'] = await costOf(database, [insert]);
  figures['a month is forgotten'] = await costOf(database, forget);
  say(`${name}: ${JSON.stringify(figures)}`);
  return figures;
}

const crowd = await openCrowd({ contacts, events: contacts * 10 }, undefined);
try {
  const { database } = crowd.service;
  await database.query(`CREATE TABLE news AS SELECT id AS contact_id, 'new ' || n AS event_id, 'clicked'::text AS type, now() - n * interval '1 second' AS occurred_at, NULL::numeric AS value, NULL::uuid AS campaign_id
    FROM (SELECT id, row_number() OVER (ORDER BY md5(id::text)) AS n FROM contacts) c LIMIT 100000`);
  const oneTable = await measure(database, ONE_TABLE);
  const byMonth = await measure(database, BY_MONTH);
  const timeInKey = await measure(database, TIME_IN_KEY);
  writeJson(given.json, { contacts, events: contacts * 10, oneTable, byMonth, timeInKey });
} finally {
  await crowd.close();
}
process.exit();
