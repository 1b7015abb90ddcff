import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { everything } from '../src/membership/contact-change.ts';
import { UnsettledRepository } from '../src/settling/unsettled.repository.ts';
import { forgetEverything } from './support.ts';

describe('contacts of lists of whom others are to be told', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  it('are taken a batch at a time, and none is lost, where PostgreSQL takes the table for an empty one', async () => {
    const unsettled = service.running.app.get(UnsettledRepository);
    const ids = Array.from({ length: 3 }, (_, n) => `0190a5e2-5c3a-7d10-8a20-00000000000${n}`);
    const told: (readonly string[])[] = [];
    const add = (): Promise<void> => service.database.transaction(async (tx) => {
      for (const id of ids) await unsettled.add(tx, { contactIds: [id], accountIds: [], touches: everything });
      await unsettled.take(tx, 100);
      await unsettled.takeNew(tx);
    });
    await add();
    await service.database.query('DELETE FROM unsettled_contacts');
    await service.database.query('ANALYZE unsettled_contacts');

    await add();
    const next = (): Promise<readonly string[] | undefined> => service.database.transaction((tx) => unsettled.takeUntold(tx));
    for (let batch = await next(); batch; batch = await next()) told.push(batch);

    expect(told).toEqual(ids.map((id) => [id]));
  });

  it('are all taken to be judged, also behind batches that brought no contact but changed accounts', async () => {
    const unsettled = service.running.app.get(UnsettledRepository);
    const [contact, account] = ['0190a5e2-5c3a-7d10-8a20-000000000001', '0190a5e2-5c3a-7d10-8a20-000000000002'];
    await service.database.transaction(async (tx) => {
      for (let n = 0; n < 10; n += 1) await unsettled.add(tx, { contactIds: [], accountIds: [account], touches: everything });
      await unsettled.add(tx, { contactIds: [contact], accountIds: [], touches: everything });
      await unsettled.take(tx, 100);
    });
    const taken: string[] = [];
    const next = (): Promise<string[] | undefined> => service.database.transaction((tx) => unsettled.takeNew(tx));
    for (let some = await next(); some; some = await next()) taken.push(...some);

    expect(taken).toEqual([contact]);
    expect(await service.database.query("SELECT FROM unsettled_contacts WHERE stage <> 'judged'")).toEqual([]);
  });

  it('are judged by several at a time, and who finds none free waits to see whether the others come to their end', async () => {
    const unsettled = service.running.app.get(UnsettledRepository);
    const ids = Array.from({ length: 8 }, (_, n) => `0190a5e2-5c3a-7d10-8a20-00000000000${n}`);
    await service.database.transaction(async (tx) => {
      for (const id of ids) await unsettled.add(tx, { contactIds: [id], accountIds: [], touches: everything });
      await unsettled.take(tx, 100);
    });
    const taking = async (end: Promise<unknown>): Promise<{ readonly taken: readonly string[] | undefined; readonly over: Promise<unknown> }> => {
      let over: Promise<unknown> = Promise.resolve();
      const taken = await new Promise<readonly string[] | undefined>((resolve) => {
        over = service.database.transaction(async (tx) => {
          resolve(await unsettled.takeNew(tx));
          await end;
        }).catch((error: unknown) => error);
      });
      return { taken, over };
    };
    const ends = new EventEmitter();
    const first = await taking(once(ends, 'first').then(() => Promise.reject(new Error('killed'))));
    const second = await taking(once(ends, 'second'));
    const third = taking(Promise.resolve());

    ends.emit('second');
    ends.emit('first');

    expect([first.taken, second.taken].flat()).toEqual(ids);
    expect((await third).taken).toEqual(first.taken);
    await Promise.all([first.over, second.over, (await third).over]);
    expect((await taking(Promise.resolve())).taken).toBeUndefined();
  });
});
