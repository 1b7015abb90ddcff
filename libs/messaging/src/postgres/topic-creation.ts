import { setTimeout as delay } from 'node:timers/promises';
import type { Retention } from '@widecast/contracts';
import type { Database, Transaction } from '@widecast/database';
import { TopicKindChanged, type TopicSpec } from '../log/event-log.ts';
import { changeTables } from './patient-locks.ts';
import { createFactTable, createStateTable } from './topics.ts';
import { createDays } from './upkeep.ts';

const ATTEMPTS = 20;
const PAUSE = 1000;

const daysOf = (retention: Retention): number | null => (retention.kind === 'facts' ? retention.days : null);
const kindOf = (days: number | null): Retention['kind'] => (days === null ? 'state' : 'facts');

/** Creates the topics that are not there and notes how long the others are kept. Nothing is locked where nothing is new. */
export async function ensurePostgresTopics(database: Database, specs: readonly TopicSpec[], partitions: number): Promise<void> {
  const missing = await updateKnown(database, specs);
  if (missing.length > 0) await createPatiently(database, missing, partitions);
  await createDays(database, specs.filter(({ retention }) => retention.kind === 'facts').map(({ topic }) => topic));
}

/** Gives those that are not known. */
async function updateKnown(database: Pick<Database, 'query'>, specs: readonly TopicSpec[]): Promise<TopicSpec[]> {
  const rows = await database.query<{ topic: string; days: number | null }>('SELECT topic, retention_days AS days FROM event_log.topics');
  const known = new Map(rows.map(({ topic, days }) => [topic, days]));
  for (const { topic, retention } of specs) {
    const [days, wanted] = [known.get(topic), daysOf(retention)];
    if (days === undefined || days === wanted) continue;
    if (kindOf(days) !== retention.kind) throw new TopicKindChanged(topic, kindOf(days), retention.kind);
    await database.query('UPDATE event_log.topics SET retention_days = $2 WHERE topic = $1', [topic, wanted]);
  }
  return specs.filter(({ topic }) => !known.has(topic));
}

async function createPatiently(database: Database, specs: readonly TopicSpec[], partitions: number): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const isDone = await changeTables(database, async (tx) => {
      // Another process may have been faster.
      for (const spec of await updateKnown(tx, specs)) await create(tx, spec, partitions);
      return true;
    });
    if (isDone) return;
    await delay(PAUSE);
  }
  throw new Error('The topics could not be created: a session holds tables of the event log for long (see pg_stat_activity); end it, then start again');
}

async function create(tx: Transaction, { topic, retention }: TopicSpec, partitions: number): Promise<void> {
  await (retention.kind === 'facts' ? createFactTable(tx, topic) : createStateTable(tx, topic));
  await tx.query('INSERT INTO event_log.topics (topic, partitions, retention_days) VALUES ($1, $2, $3)', [topic, partitions, daysOf(retention)]);
  await tx.query('INSERT INTO event_log.partitions (topic, partition) SELECT $1, n FROM generate_series(0, $2 - 1) AS n', [topic, partitions]);
}
