import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audienceChunkPrepared, BUCKETS, recipientsResolved, type Recipient } from '@widecast/contracts';
import { usePrimaryKeys, type Queryable } from '@widecast/database';
import { createTestDatabase, rowsRead, startTestService, waitUntil, type TestDatabase, type TestService } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { DeliveriesService } from '../src/ledger/deliveries.service.ts';
import { inOrder } from '../src/ledger/known.ts';
import { contactsInRanges, inRangesOf } from '../src/ledger/ranges.ts';
import { aCampaign, aTemplate, chunksOf, QUICK, recipients } from './builders.ts';

const TRUTH = `
  SELECT count(*)::int AS rows, count(DISTINCT (contact_id, step))::int AS places, count(DISTINCT seq)::int AS seqs, coalesce(max(seq) + 1, 0)::int AS next,
    count(*) FILTER (WHERE step = '' AND (SELECT count(*) FROM delivery_ranges r WHERE r.source_id = d.source_id AND d.seq >= r.first_seq AND d.seq < r.first_seq + r.deliveries
      AND r.bucket = get_byte(uuid_send(d.contact_id), 15) % ${BUCKETS} AND d.contact_id BETWEEN r.first_contact AND r.last_contact) <> 1)::int AS astray
  FROM deliveries d WHERE source_id = $1`;

describe('deliveries that enter the ledger', () => {
  let database: TestDatabase;
  let replicas: TestService[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const start = (): Promise<TestService> => startTestService(dispatch, { databaseUrl: database.url, env: { ...QUICK, SMTP_URL: 'smtp://127.0.0.1:9', SMTP_REST_MS: '60000' } });
    replicas = [await start(), await start()];
  });

  afterAll(async () => {
    for (const replica of replicas) await replica.running.stop();
    await database.drop();
  });

  const one = (): TestService => replicas[0] as TestService;
  const truthOf = async (sourceId: string): Promise<Record<string, number>> => (await one().database.query<Record<string, number>>(TRUTH, [sourceId]))[0] ?? {};

  it('are one for each contact of a campaign, whatever chunks say of him, in whatever order, and through whichever process', async () => {
    const id = await aCampaign(one());
    await one().post(`/v1/campaigns/${id}/launch`);
    // Without any order, so that what chunks of a bucket bring lies between each other.
    const everybody = recipients(1500);
    const shouted = everybody.slice(0, 40).map((recipient): Recipient => ({ ...recipient, contactId: recipient.contactId.toUpperCase() }));
    const hostile = [...everybody.filter((_, n) => n % 7 === 0), ...shouted, ...shouted, ...everybody.slice(-9)];
    const chunks = [...chunksOf(id, everybody, 90), ...chunksOf(id, hostile, 50).map((chunk) => ({ ...chunk, number: chunk.number + 100 }))].toSorted((a, b) => (a.number * 7) % 31 - (b.number * 7) % 31);
    await Promise.all([one().publish(audienceChunkPrepared, ...chunks), replicas[1]?.publish(audienceChunkPrepared, ...chunks.toReversed())]);

    const arrived = async (): Promise<number> => (await one().database.query('SELECT FROM audience_chunks WHERE campaign_id = $1', [id])).length;
    await waitUntil(async () => (await arrived()) === chunks.length, { what: 'all chunks' });
    expect(await truthOf(id)).toEqual({ rows: 1500, places: 1500, seqs: 1500, next: 1500, astray: 0 });
  });

  it('are looked for in the ranges that they may be in, not among all of the campaign, also where the planner knows nothing of the tables yet; and a page of them reads a page', async () => {
    const id = await aCampaign(one());
    await one().post(`/v1/campaigns/${id}/launch`);
    const everybody = recipients(2200).map((recipient, n) => ({ ...recipient, contactId: `${String(n).padStart(8, '0')}-0000-4000-8000-0000000000${String(n % 100).padStart(2, '0')}` }));
    await one().publish(audienceChunkPrepared, ...chunksOf(id, everybody.slice(0, 2000), 500));
    await waitUntil(async () => (await truthOf(id))['rows'] === 2000, { what: 'the ledger' });

    const read = await one().database.transaction(async (tx) => {
      await usePrimaryKeys(tx);
      return await rowsRead(tx, (db) => contactsInRanges(db, id, inOrder(everybody.slice(2000).map(({ contactId }) => ({ contactId, step: '' })))));
    });
    expect(read).toBeLessThan(200);
    await one().database.query('ANALYZE deliveries');
    const page = (db: Queryable): Promise<unknown> => one().running.app.get(DeliveriesService).list(id, { after: 100, limit: 50 }, db);
    expect(await one().database.transaction((tx) => rowsRead(tx, page))).toBeLessThan(600);
  });

  it('of one contact are looked for in his range, also where the planner takes the ledger for empty', async () => {
    const id = await aCampaign(one());
    await one().post(`/v1/campaigns/${id}/launch`);
    const everybody = inOrder(recipients(2000).map((recipient) => ({ ...recipient, step: '' })));
    await one().publish(audienceChunkPrepared, ...chunksOf(id, everybody.map(({ step: _, ...recipient }) => recipient), 500));
    await waitUntil(async () => (await truthOf(id))['rows'] === 2000, { what: 'the ledger' });

    const read = await one().database.transaction(async (tx) => {
      for (const table of ['deliveries', 'delivery_ranges']) {
        await tx.query(`SELECT pg_restore_relation_stats('schemaname', current_schema()::text, 'relname', $1::text, 'relpages', (pg_relation_size($1::regclass) / 8192)::int, 'reltuples', 1::real)`, [table]);
      }
      return await rowsRead(tx, (db) => db.query(`SELECT d.seq FROM ${inRangesOf('ARRAY[$2::uuid]')} WHERE r.source_id = $1`, [id, everybody[0]?.contactId]));
    });
    expect(read).toBeLessThan(1500);
  });

  it('are one for each contact and step of a funnel, and those of no step too', async () => {
    const [funnelId, templateId] = [randomUUID(), await aTemplate(one())];
    const contacts = recipients(30).map((recipient) => ({ ...recipient, contactId: `${recipient.contactId.slice(0, -2)}05` }));
    const asked = (step: string, some: Recipient[]) => ({ bucket: 5, source: { kind: 'funnel' as const, id: funnelId, step }, templateId, recipients: some, refused: [] });
    await one().publish(recipientsResolved, asked('one', contacts.slice(0, 20)), asked('', contacts.slice(0, 20)), asked('one', contacts), asked('', contacts.toReversed()), asked('two', contacts), asked('end', contacts));

    await waitUntil(async () => (await one().database.query("SELECT FROM deliveries WHERE source_id = $1 AND step = 'end'", [funnelId])).length === 30, { what: 'the last step' });
    expect(await truthOf(funnelId)).toEqual({ rows: 120, places: 120, seqs: 120, next: 120, astray: 0 });
  });
});
