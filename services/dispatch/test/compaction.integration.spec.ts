import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audienceChunkPrepared, contactUnsubscribed, deliveriesSettled } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { waitUntil } from '@widecast/testing';
import { ArchivesRepository } from '../src/archives/archives.repository.ts';
import { CompactionService } from '../src/archives/compaction.service.ts';
import { Settlements } from '../src/ledger/settlements.ts';
import { UnsubscribeLinks } from '../src/suppressions/unsubscribe-links.ts';
import { aCampaign, chunksOf, freeze, launchOver, lookAt, recipients, startStage, untilState, type Stage } from './builders.ts';

const SIZE = 2300;

describe('a ledger that is compacted', () => {
  let stage: Stage;
  let id: string;
  const everybody = recipients(SIZE, (n) => ({ city: n % 7 === 0 ? 'Oslo' : null }));

  beforeAll(async () => {
    stage = await startStage({ env: { LEDGER_KEEP_DAYS: '30.5' } });
    id = await aCampaign(stage.service);
    await launchOver(stage.service, id, everybody, 500);
    await untilState(stage.service, id, 'finished', 60_000);
    await query("UPDATE deliveries SET state = 'in_doubt', reason = 'no_reply', mark = 'possibly_lost' WHERE source_id = $1 AND seq % 100 = 3", id);
    await query("UPDATE deliveries SET state = 'failed', reason = '550 5.1.1' WHERE source_id = $1 AND seq % 50 = 4", id);
  }, 90_000);

  afterAll(() => stage.stop());

  const query = <Row extends Record<string, unknown>>(sql: string, ...parameters: unknown[]): Promise<Row[]> => stage.service.database.query<Row>(sql, parameters);
  const rows = async (path: string): Promise<unknown[]> => {
    const all: unknown[] = [];
    for (let after: number | null = -1; after !== null; ) {
      const { body } = await stage.service.get(`/v1/campaigns/${id}/deliveries?limit=700&after=${after}${path}`);
      const page = body as { deliveries: { updatedAt: string }[]; next: number | null };
      all.push(...page.deliveries.map((row) => ({ ...row, updatedAt: row.updatedAt.slice(0, 19) })));
      after = page.next;
    }
    return all;
  };
  const compacted = (): Promise<unknown> => waitUntil(async () => {
    await stage.service.running.app.get(CompactionService).compactDue();
    return (await query('SELECT FROM ledger_compactions WHERE done_at IS NOT NULL')).length > 0;
  }, { what: 'the compaction' });

  it('says of everybody what it said before, takes a small part of the room, and balances at every step', async () => {
    const [before, ledger] = [await rows(''), (await lookAt(stage.service, id)).ledger];
    const size = async (table: string): Promise<number> => Number((await query<{ n: string }>(`SELECT pg_total_relation_size('${table}') AS n`))[0]?.n);
    const empty = await size('ledger_archives');

    // As if a process was killed after its first row.
    await stage.service.running.app.get(Database).transaction((tx) => stage.service.running.app.get(ArchivesRepository).compact(tx, id));
    expect(await rows('')).toEqual(before);
    expect((await stage.service.post(`/v1/campaigns/${id}/compact`)).status).toBe(202);
    await Promise.all([compacted(), compacted()]);

    expect(await query('SELECT FROM deliveries')).toEqual([]);
    expect(await rows('')).toEqual(before);
    expect(await rows('&state=failed')).toHaveLength(46);
    expect((await lookAt(stage.service, id)).ledger).toEqual(ledger);
    expect((await stage.service.get(`/v1/campaigns/${id}/audit`)).body).toMatchObject({ agrees: true, counted: { accepted: SIZE - 69, in_doubt: 23, failed: 46 } });
    expect(((await size('ledger_archives')) - empty) / SIZE).toBeLessThan(60);
  }, 90_000);

  it('still says who is in doubt, counts them, and takes what a person says of them, but sends nothing without its merge fields', async () => {
    const inDoubt = (await rows('&state=in_doubt')) as { seq: number; mark: string }[];
    expect(new Set(inDoubt.map(({ mark }) => mark))).toEqual(new Set(['possibly_lost']));
    expect((await stage.service.get('/metrics')).body).toContain('widecast_in_doubt_deliveries{service="dispatch"} 23');
    expect(await stage.service.post(`/v1/campaigns/${id}/in-doubt`, { as: 'sent_again' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('23 of these') } });

    expect((await stage.service.post(`/v1/campaigns/${id}/in-doubt`, { as: 'accepted', seqs: [3, 2203, 5] })).body).toEqual({ resolved: 2 });
    expect((await lookAt(stage.service, id)).ledger).toMatchObject({ in_doubt: 21, balanced: true });
    await query("UPDATE deliveries SET state = 'in_doubt', reason = 'no_reply' WHERE source_id = $1 AND seq IN (3, 2203)", id);
    await stage.service.post(`/v1/campaigns/${id}/compact`);
    await compacted();
  }, 90_000);

  it('still finds who unsubscribes, and takes an answer that comes after all', async () => {
    await stage.service.post(`/v1/campaigns/${id}/compact`);
    await compacted();
    const [late] = await query<{ seq: number; contactId: string; attempt: number }>('SELECT seq, contact_id AS "contactId", attempt FROM archived_deliveries WHERE state = \'in_doubt\' LIMIT 1');
    const leaver = everybody[1234];
    const link = stage.service.running.app.get(UnsubscribeLinks).urlFor({ kind: 'campaign', sourceId: id, contactId: leaver?.contactId ?? '' });

    expect((await stage.service.call('POST', new URL(link).pathname, { raw: { content: 'List-Unsubscribe=One-Click', type: 'application/x-www-form-urlencoded' } })).status).toBe(200);
    await stage.service.running.app.get(Database).transaction((tx) => stage.service.running.app.get(Settlements).settle(tx, { sourceId: id, kind: 'campaign', fence: '6f2008ff-a1e0-4bd5-a987-5c8b9485cc13' }, [
      { delivery: { seq: late?.seq ?? 0, step: '', contactId: late?.contactId ?? '', arm: 'only' }, state: 'accepted', answered: late?.attempt ?? 0 },
    ]));

    expect(await stage.service.published(contactUnsubscribed)).toMatchObject([{ contactId: leaver?.contactId, source: { kind: 'campaign', id } }]);
    expect(await query('SELECT email FROM suppressions WHERE email IS NOT NULL')).toEqual([{ email: leaver?.email }]);
    expect((await stage.service.published(deliveriesSettled)).at(-1)?.outcomes).toMatchObject([{ contactId: late?.contactId, state: 'accepted', version: 2 }]);
    await compacted();
    expect((await stage.service.get(`/v1/campaigns/${id}/audit`)).body).toMatchObject({ agrees: true, counted: { accepted: SIZE - 68, in_doubt: 22, failed: 46 } });
    expect((await lookAt(stage.service, id)).ledger).toMatchObject({ accepted: SIZE - 68, in_doubt: 22, balanced: true });
  }, 90_000);

  it('of a cancelled campaign takes a part of the audience that comes afterwards, and is compacted once more', async () => {
    const { service } = stage;
    const cancelled = await aCampaign(service);
    await service.post(`/v1/campaigns/${cancelled}/launch`);
    const [first, second] = chunksOf(cancelled, recipients(20), 10);
    await freeze(service, cancelled, 20, 2);
    if (first) await service.publish(audienceChunkPrepared, first);
    const ledgerHas = (what: object): Promise<unknown> => waitUntil(async () => {
      const { ledger } = await lookAt(service, cancelled);
      return Object.entries(what).every(([state, n]) => ledger[state as 'accepted'] === n);
    }, { what: JSON.stringify(what) });
    await ledgerHas({ accepted: 10 });
    await service.post(`/v1/campaigns/${cancelled}/cancel`);
    await waitUntil(async () => (await service.post(`/v1/campaigns/${cancelled}/compact`)).status === 202, { what: 'the closed source' });
    const untilArchived = (n: number): Promise<unknown> => waitUntil(async () => {
      await service.running.app.get(CompactionService).compactDue();
      return (await query('SELECT FROM archived_deliveries WHERE source_id = $1', cancelled)).length === n && (await query('SELECT FROM ledger_compactions WHERE campaign_id = $1 AND done_at IS NOT NULL', cancelled)).length > 0;
    }, { what: `${n} in the archive` });
    await untilArchived(10);

    if (second) await service.publish(audienceChunkPrepared, second);
    await ledgerHas({ accepted: 10, cancelled: 10 });
    await untilArchived(20);
  });
});
