import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucketOf, contactUnsubscribed, recipientsResolved, type Recipient } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { waitUntil } from '@widecast/testing';
import { CompactionService } from '../src/archives/compaction.service.ts';
import { Settlements } from '../src/ledger/settlements.ts';
import { COLLECT } from '../src/privacy/personal-data.sql.ts';
import { UnsubscribeLinks } from '../src/suppressions/unsubscribe-links.ts';
import { aTemplate, recipients, startStage, type Stage } from './builders.ts';

const ROW = 1000;

describe('what a funnel has sent', () => {
  let stage: Stage;
  let templateId: string;
  const id = randomUUID();
  const everybody = recipients(ROW + 300);

  beforeAll(async () => {
    stage = await startStage({ env: { LEDGER_KEEP_DAYS: '0', COMPACTION_MS: '3600000' } });
    templateId = await aTemplate(stage.service);
    await ask('hello', everybody);
    await until(`state = 'accepted'`, everybody.length);
  }, 90_000);

  afterAll(() => stage.stop());

  const query = (sql: string, ...parameters: unknown[]): Promise<Record<string, unknown>[]> => stage.service.database.query(sql, parameters);
  const ask = (step: string, who: readonly Recipient[]): Promise<unknown> =>
    stage.service.publish(recipientsResolved, { bucket: bucketOf(who[0]?.contactId ?? ''), source: { kind: 'funnel', id, step }, templateId, recipients: [...who], refused: [] });
  const countOf = async (condition: string, table = 'deliveries'): Promise<number> => (await query(`SELECT FROM ${table} WHERE source_id = $1 AND ${condition}`, id)).length;
  const until = (condition: string, n: number): Promise<unknown> => waitUntil(async () => (await countOf(condition)) === n, { what: condition, timeout: 60_000 });
  const age = (days: number, condition: string): Promise<unknown> => query(`UPDATE deliveries SET updated_at = now() - make_interval(days => $2) WHERE source_id = $1 AND ${condition}`, id, days);
  const compact = async (): Promise<{ ledger: number; archive: number }> => {
    await stage.service.running.app.get(CompactionService).compactFunnels();
    return { ledger: await countOf('true'), archive: await countOf('true', 'archived_deliveries') };
  };

  it('is compacted when it is old, in whole rows, and never before the log has forgotten who asked for it', async () => {
    await age(29, 'true');
    expect(await compact()).toEqual({ ledger: ROW + 300, archive: 0 });

    await age(40, 'seq <> 500');
    expect(await compact()).toEqual({ ledger: ROW + 300, archive: 0 });

    await age(40, 'true');
    await query("UPDATE deliveries SET state = 'held' WHERE source_id = $1 AND seq = 500", id);
    expect(await compact()).toEqual({ ledger: ROW + 300, archive: 0 });

    await query("UPDATE deliveries SET state = 'accepted' WHERE source_id = $1 AND seq = 500", id);
    await age(40, 'true');
    expect(await compact()).toEqual({ ledger: 300, archive: ROW });
    expect(await query('SELECT DISTINCT step, state, promotion FROM archived_deliveries')).toEqual([{ step: 'hello', state: 'accepted', promotion: true }]);
    expect(await query('SELECT FROM ledger_changes UNION ALL SELECT FROM ledger_counts')).toEqual([]);
  });

  it('still says who unsubscribes, and takes news of one back, which are compacted again later', async () => {
    const [first] = await query('SELECT seq, contact_id AS "contactId" FROM archived_deliveries WHERE source_id = $1 AND seq = 7', id);
    const contactId = String(first?.['contactId']);
    const link = stage.service.running.app.get(UnsubscribeLinks).urlFor({ kind: 'funnel', sourceId: id, contactId });

    expect(await query(COLLECT.archivedDeliveries, [contactId], [])).toMatchObject([{ source: 'funnel', sourceId: id, step: 'hello', state: 'accepted' }]);
    expect((await stage.service.call('POST', new URL(link).pathname, { raw: { content: 'List-Unsubscribe=One-Click', type: 'application/x-www-form-urlencoded' } })).status).toBe(200);
    await query(`UPDATE ledger_archives SET outcomes = replace(outcomes::text, '"accepted"', '"in_doubt"')::jsonb WHERE source_id = $1`, id);
    await stage.service.running.app.get(Database).transaction((tx) => stage.service.running.app.get(Settlements).settle(tx, { sourceId: id, kind: 'funnel', fence: randomUUID() }, [
      { delivery: { seq: 7, step: 'hello', contactId, arm: null }, state: 'accepted', answered: 1 },
    ]));

    expect(await stage.service.published(contactUnsubscribed)).toMatchObject([{ contactId, source: { kind: 'funnel', id } }]);
    expect(await countOf('seq = 7')).toBe(1);
    expect(await compact()).toEqual({ ledger: ROW + 300, archive: 0 });
    await age(40, 'true');
    expect(await compact()).toEqual({ ledger: 300, archive: ROW });
    expect(await query('SELECT FROM ledger_changes UNION ALL SELECT FROM ledger_counts')).toEqual([]);
  });

  it('keeps nobody from the next step', async () => {
    await ask('second', everybody.slice(10, 20));

    await until("step = 'second' AND state = 'accepted'", 10);
  });
});
