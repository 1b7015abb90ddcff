import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { usePrimaryKeys, type Transaction } from '@widecast/database';
import { rowsRead, startTestService, type TestService } from '@widecast/testing';
import { nextSource, TAKE_REDOS } from '../src/claims/queue.ts';
import { LOOK } from '../src/fences/lookout.ts';
import { WAITING } from '../src/funnels/funnel-exits.ts';
import { OF_ENDED } from '../src/holds/held-deliveries.ts';
import { dispatch } from '../src/index.ts';
import { ANY_WORK } from '../src/upkeep/open-work.ts';
import { QUICK } from './builders.ts';

class Undone extends Error {}

describe('where the planner knows nothing of the tables yet', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(dispatch, { env: { ...QUICK, SMTP_URL: 'smtp://127.0.0.1:9', SMTP_REST_MS: '60000' } });
  });

  afterAll(() => service.stop());

  /** Nobody else sees what is written. */
  const undone = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
    const results: Result[] = [];
    await service.database.transaction(async (tx) => {
      results.push(await work(tx));
      throw new Undone();
    }).catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
    const [result] = results;
    if (result === undefined) throw new Error('The work gave nothing');
    return result;
  };

  const takenForEmpty = (tx: Transaction, table: string): Promise<unknown> => tx.query(
    `SELECT pg_restore_relation_stats('schemaname', current_schema()::text, 'relname', $1::text, 'relpages', (pg_relation_size($1::regclass) / 8192)::int, 'reltuples', 1::real)`, [table]);

  it('what has waited for its second time is taken row by row', async () => {
    const read = await undone(async (tx) => {
      const id = randomUUID();
      await tx.query('INSERT INTO redos (source_id, seq, due_at) SELECT $1, n, now() FROM generate_series(1, 2000) n', [id]);
      await takenForEmpty(tx, 'redos');
      return await rowsRead(tx, (db) => db.query(TAKE_REDOS, [id, 500]));
    });

    expect(read).toBeLessThan(20_000);
  });

  it.each([
    ['funnel_exits', 'INSERT INTO funnel_exits (funnel_id, contact_id) SELECT $1, gen_random_uuid() FROM generate_series(1, 2000)'],
    ['suppressions', "INSERT INTO suppressions (id, email, reason) SELECT gen_random_uuid(), $1::text || n, 'x' FROM generate_series(1, 2000) n"],
    ['contact_facts', 'INSERT INTO contact_facts (contact_id, version, has_address, advertising_consent) SELECT gen_random_uuid(), 1, $1::uuid IS NULL, true FROM generate_series(1, 2000)'],
    ['holds', 'INSERT INTO holds (contact_id, version, held) SELECT gen_random_uuid(), 1, $1::uuid IS NOT NULL FROM generate_series(1, 2000)'],
  ])('the fence looks one by one for whom %s know', async (table, fill) => {
    const read = await undone(async (tx) => {
      const [id, contactIds] = [randomUUID(), Array.from({ length: 100 }, () => randomUUID())];
      await tx.query("INSERT INTO sources (id, kind) VALUES ($1, 'funnel')", [id]);
      await tx.query(fill, [id]);
      await takenForEmpty(tx, table);
      await usePrimaryKeys(tx);
      const seqs = contactIds.map((_, seq) => seq);
      return await rowsRead(tx, (db) => db.query(LOOK, [seqs, contactIds, seqs, contactIds.map((one) => `${one}@example.com`), id, '{[0,100)}', randomUUID(), false]));
    });

    expect(read).toBeLessThan(2000);
  });

  it('the next ticket to answer is found without a look at all that wait', async () => {
    const read = await undone(async (tx) => {
      await tx.query("INSERT INTO sources (id, kind, next_seq) SELECT gen_random_uuid(), CASE WHEN n > 500 THEN 'ticket' ELSE 'funnel' END, 1 FROM generate_series(1, 2500) n");
      return await rowsRead(tx, (db) => db.query(nextSource('everything'), [100]));
    });

    expect(read).toBeLessThan(1000);
  });

  it('what is held of a source that has ended is taken row by row', async () => {
    const read = await undone(async (tx) => {
      const id = randomUUID();
      await tx.query("INSERT INTO sources (id, kind, state) VALUES ($1, 'campaign', 'closing')", [id]);
      await tx.query('INSERT INTO held_deliveries (contact_id, source_id, seq) SELECT gen_random_uuid(), $1, n FROM generate_series(1, 2000) n', [id]);
      await takenForEmpty(tx, 'held_deliveries');
      return await rowsRead(tx, (db) => db.query(OF_ENDED));
    });

    expect(read).toBeLessThan(20_000);
  });

  it('work is looked for without a look at the source of every ticket that was ever answered', async () => {
    const read = await undone(async (tx) => {
      await tx.query("INSERT INTO sources (id, kind, next_seq, cursor) SELECT gen_random_uuid(), 'ticket', 1, 1 FROM generate_series(1, 5000)");
      return await rowsRead(tx, (db) => db.query(ANY_WORK));
    });

    expect(read).toBeLessThan(100);
  });

  it('what waits for who leaves a funnel is found without a look at all that the funnel has sent', async () => {
    const read = await undone(async (tx) => {
      const id = randomUUID();
      await tx.query("INSERT INTO deliveries (source_id, contact_id, seq, step, state, promotion, email) SELECT $1, gen_random_uuid(), n, 'one', 'accepted', true, '' FROM generate_series(0, 3999) n", [id]);
      const contacts = await tx.query<{ id: string }>('SELECT contact_id AS id FROM deliveries WHERE source_id = $1 AND seq < 50', [id]);
      return await rowsRead(tx, (db) => db.query(WAITING, [id, contacts.map((contact) => contact.id)]));
    });

    expect(read).toBeLessThan(1000);
  });
});
