import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import { Queue } from '../src/claims/queue.ts';
import { dispatch } from '../src/index.ts';
import { QUICK } from './builders.ts';

describe('the queue', () => {
  let service: TestService;
  let queue: Queue;

  beforeAll(async () => {
    service = await startTestService(dispatch, { env: { ...QUICK, SMTP_URL: 'smtp://127.0.0.1:9', SMTP_REST_MS: '60000' } });
    queue = service.running.app.get(Queue);
  });

  afterAll(() => service.stop());

  const take = (limit = 100): Promise<{ kind: string; seqs: readonly number[] } | undefined> => service.database.transaction((tx) => queue.take(tx, { limit, reach: 'everything' }));
  const source = async (kind: string, { state = 'open', fresh = 0, again = 0, due = '-1 second' } = {}): Promise<void> => {
    const id = randomUUID();
    await service.database.transaction(async (tx) => {
      await tx.query('INSERT INTO sources (id, kind, state, next_seq, cursor) VALUES ($1, $2, $3, $4, $5)', [id, kind, state, again + fresh, again]);
      await tx.query('INSERT INTO redos SELECT $1, n, now() + $3::interval FROM generate_series(0, $2::int - 1) n', [id, again, due]);
    });
  };

  // In one transaction, so that the sender of the service sees nothing of it.
  it('gives tickets before funnels before campaigns, and of each what waits for its second time first', async () => {
    await service.database.transaction(async (tx) => {
      const insert = (kind: string, again: number, fresh: number): Promise<unknown> => {
        const id = randomUUID();
        return tx.query(
          `WITH s AS (INSERT INTO sources (id, kind, next_seq, cursor) VALUES ($1, $2, $3::int + $4::int, $3::int))
           INSERT INTO redos SELECT $1::uuid, n, now() FROM generate_series(0, $3::int - 1) n`, [id, kind, again, fresh]);
      };
      await insert('campaign', 2, 3);
      await insert('funnel', 0, 1);
      await insert('ticket', 1, 0);
      await insert('ticket', 0, 1);

      const taken = [];
      const demand = { limit: 100, reach: 'everything' } as const;
      for (let work = await queue.take(tx, demand); work; work = await queue.take(tx, demand)) taken.push([work.kind, work.seqs.length]);

      expect(taken).toEqual([['ticket', 1], ['ticket', 1], ['funnel', 1], ['campaign', 2], ['campaign', 3]]);
    });
  });

  it('divides what is taken among campaigns by their weights, so that a large one does not starve a small one', async () => {
    await service.database.transaction(async (tx) => {
      const [heavy, light] = [randomUUID(), randomUUID()];
      await tx.query("INSERT INTO sources (id, kind, next_seq, weight) VALUES ($1, 'campaign', 1000000, 3), ($2, 'campaign', 1000, 1)", [heavy, light]);

      let taken = 0;
      for (let n = 0; n < 400; n += 1) if ((await queue.take(tx, { limit: 1, reach: 'everything' }))?.id === light) taken += 1;

      // A quarter of 400, within six standard deviations.
      expect(taken).toBeGreaterThan(48);
      expect(taken).toBeLessThan(152);
      await tx.query('DELETE FROM sources WHERE id = ANY($1)', [[heavy, light]]);
    });
  });

  it('gives nothing of what is paused, over or not due', async () => {
    await source('campaign', { state: 'paused', fresh: 5, again: 5 });
    await source('campaign', { state: 'closed', again: 5 });
    await source('funnel', { again: 5, due: '1 hour' });

    expect(await take()).toBeUndefined();
  });
});
