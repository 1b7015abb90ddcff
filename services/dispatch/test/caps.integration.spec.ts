import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, type Transaction } from '@widecast/database';
import { waitUntil } from '@widecast/testing';
import { FrequencyCaps } from '../src/caps/frequency-cap.ts';
import type { ClaimedDelivery } from '../src/ledger/delivery.ts';
import { startStage, type Stage } from './builders.ts';

const CAP = { promotions: 1, days: 7 };

describe('room under the frequency cap', () => {
  let stage: Stage;
  let caps: FrequencyCaps;

  beforeAll(async () => {
    stage = await startStage({ env: { UPKEEP_MS: '60000' } });
    caps = stage.service.running.app.get(FrequencyCaps);
  });

  afterAll(() => stage.stop());

  const inTransaction = <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => stage.service.running.app.get(Database).transaction(work);
  const to = (contactId: string): ClaimedDelivery =>
    ({ seq: 0, step: '', contactId, contactVersion: 1, email: 'a@example.com', fields: {}, arm: null, templateId: null, promotion: true, attempt: 0 });
  const isHeld = async (sourceId: string, contactId: string): Promise<boolean> => (await inTransaction((tx) => caps.take(tx, sourceId, [to(contactId)], CAP))).length > 0;
  const noted = async (contactId: string): Promise<{ sent: object }[]> => stage.service.database.query('SELECT sent FROM recent_promotions WHERE contact_id = $1', [contactId]);

  it('is free with the commit of the outcome that nobody got the promotion, and not before', async () => {
    const [first, second, contactId] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await isHeld(first, contactId)).toBe(false);

    await expect(inTransaction(async (tx) => {
      await caps.noteUnused(tx, first, [to(contactId)]);
      throw new Error('killed');
    })).rejects.toThrow('killed');
    expect(await isHeld(second, contactId)).toBe(true);

    await inTransaction((tx) => caps.noteUnused(tx, first, [to(contactId)]));
    expect(await isHeld(second, contactId)).toBe(false);
    expect(await isHeld(randomUUID(), contactId)).toBe(true);
  });

  it('is cleared of what nobody got by whoever comes next', async () => {
    const [first, second, contactId] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await isHeld(first, contactId)).toBe(false);
    await inTransaction((tx) => caps.noteUnused(tx, first, [to(contactId)]));

    await Promise.all([caps.clearUnused(), caps.clearUnused()]);

    await waitUntil(async () => Object.keys((await noted(contactId))[0]?.sent ?? { x: 0 }).length === 0, { what: 'no promotion' });
    expect(await stage.service.database.query('SELECT FROM unused_rooms')).toEqual([]);
    expect(await isHeld(second, contactId)).toBe(false);
    expect(await isHeld(first, contactId)).toBe(true);
  });

  it('needs no note of what has taken none', async () => {
    await inTransaction((tx) => caps.noteUnused(tx, randomUUID(), [to(randomUUID())]));

    expect(await stage.service.database.query('SELECT FROM unused_rooms')).toEqual([]);
  });
});
