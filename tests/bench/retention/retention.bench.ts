// What is kept of campaigns that are over: bytes a recipient after compaction, and what 50 campaigns of a million would take.
import { parseArgs } from 'node:util';
import { waitUntil } from '@widecast/testing';
import { ask, BenchDatabase } from '../dispatch/bench-database.ts';
import { ServiceProcess } from '../service-process.ts';
import { writeJson } from '../write-json.ts';

const { values } = parseArgs({ options: { campaigns: { type: 'string', default: '3' }, recipients: { type: 'string', default: '100000' }, json: { type: 'string' } } });
const [CAMPAIGNS, RECIPIENTS] = [Number(values.campaigns), Number(values.recipients)];
const GOAL_GIGABYTES = 20;

/** A campaign of three arms as it is when it is over: every 25th has failed, every 200th is in doubt, every 50th had a second attempt. */
const FILL = `
  WITH campaign AS (
    INSERT INTO dispatch.campaigns (id, name, segment_id, arms, assignment, state, audience, chunks, finished_at)
    VALUES (gen_random_uuid(), 'Retention', gen_random_uuid(), '[]', '{"kind": "hash"}', 'finished', $1, 0, now()) RETURNING id
  ), source AS (
    INSERT INTO dispatch.sources (id, kind, state, next_seq, cursor) SELECT id, 'campaign', 'closed', $1, $1 FROM campaign RETURNING id
  )
  INSERT INTO dispatch.deliveries (source_id, seq, contact_id, email, fields, arm, promotion, state, reason, attempt, version, mark, updated_at)
  SELECT source.id, n, gen_random_uuid(), substr(md5(random()::text), 1, 4 + (random() * 12)::int) || '@' || substr(md5((n % 40000)::text), 1, 10) || '.example', '{}',
         (ARRAY['short', 'long', 'control'])[1 + n % 3], true,
         (CASE WHEN n % 25 = 0 THEN 'failed' WHEN n % 200 = 7 THEN 'in_doubt' ELSE 'accepted' END)::dispatch.delivery_state, CASE WHEN n % 25 = 0 THEN '550 5.1.1' WHEN n % 200 = 7 THEN 'no_reply' END,
         CASE WHEN n % 50 = 3 THEN 2 ELSE 1 END, 1, CASE WHEN n % 200 = 7 THEN 'possibly_lost' END, now() + n * interval '200 microseconds'
  FROM source, generate_series(0, $1 - 1) AS n`;

const SIZES = `
  SELECT pg_total_relation_size('dispatch.ledger_archives')::float8 AS archives, pg_total_relation_size('dispatch.deliveries')::float8 AS ledger, pg_database_size(current_database())::float8 AS all`;

interface Sizes extends Record<string, unknown> {
  readonly archives: number;
  readonly ledger: number;
  readonly all: number;
}

async function sizesOf(url: string): Promise<Sizes> {
  const [sizes] = await ask<Sizes>(url, SIZES);
  if (!sizes) throw new Error('The sizes of tables could not be read');
  return sizes;
}

/** Bytes a recipient: at work, and after it was compacted. */
async function compactOne(url: string, service: ServiceProcess): Promise<{ readonly atWork: number; readonly kept: number; readonly seconds: number }> {
  const before = await sizesOf(url);
  await ask(url, FILL, [RECIPIENTS]);
  const full = await sizesOf(url);
  const [campaign] = await ask<{ id: string }>(url, 'SELECT source_id AS id FROM dispatch.deliveries LIMIT 1');
  const begun = performance.now();
  await service.call('POST', `campaigns/${campaign?.id}/compact`);
  await waitUntil(async () => (await ask(url, 'SELECT FROM dispatch.deliveries LIMIT 1')).length === 0, { what: 'the compaction', timeout: 900_000, interval: 100 });
  const seconds = (performance.now() - begun) / 1000;
  await ask(url, 'VACUUM dispatch.deliveries');
  return { atWork: (full.ledger - before.ledger) / RECIPIENTS, kept: ((await sizesOf(url)).archives - before.archives) / RECIPIENTS, seconds };
}

const database = await BenchDatabase.start();
const url = await database.create();
const service = await ServiceProcess.start('dispatch', { DATABASE_URL: url, COMPACTION_MS: '100' });
try {
  const empty = await sizesOf(url);
  for (let n = 1; n <= CAMPAIGNS; n += 1) {
    const { atWork, kept, seconds } = await compactOne(url, service);
    process.stdout.write(`campaign ${n} of ${RECIPIENTS}: ${Math.round(atWork)} bytes a recipient more at work, ${kept.toFixed(1)} kept, compacted in ${seconds.toFixed(1)} s\n`);
  }
  const full = await sizesOf(url);
  const bytesPerRecipient = (full.archives - empty.archives) / (CAMPAIGNS * RECIPIENTS);
  const databaseBytesPerRecipient = (full.all - empty.all) / (CAMPAIGNS * RECIPIENTS);
  const gigabytes = (bytesPerRecipient * 50e6) / 1e9;
  process.stdout.write(`kept: ${bytesPerRecipient.toFixed(1)} bytes a recipient, so 50 campaigns of 1,000,000 take ${gigabytes.toFixed(2)} GB (goal: ${GOAL_GIGABYTES}); `
    + `the whole database with the room that the ledger uses again: ${databaseBytesPerRecipient.toFixed(1)} bytes a recipient of these ${CAMPAIGNS}\n`);
  writeJson(values.json, { campaigns: CAMPAIGNS, recipients: RECIPIENTS, bytesPerRecipient, databaseBytesPerRecipient, gigabytesOf50Campaigns: gigabytes });
  if (gigabytes > GOAL_GIGABYTES) process.exitCode = 1;
} finally {
  await service.stop();
  await database.drop(url);
  await database.stop();
}
