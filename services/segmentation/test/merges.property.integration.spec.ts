import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { happen, known, randomMerge, randomWrite, type Deed } from './merge-history.ts';
import { choices } from './random-history.ts';
import { createSegment, forgetEverything, settled } from './support.ts';

const HISTORIES = 5;
const STEPS = 14;

describe('merges of accounts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
    // Without hysteresis a tier hangs on what is known alone, not on the way to it.
    await service.post('/v1/tier-policies', { version: 'straight', preset: 'international', treatment: { keeps: 0 } });
  });

  beforeEach(async () => {
    await forgetEverything(service);
    await createSegment(service, 'lower', { field: 'account.tier', op: 'in', value: ['SOHO', 'SMB', 'UNKNOWN'] });
    await createSegment(service, 'north', { field: 'account.attributes.region', op: 'eq', value: 'North' });
  });

  afterAll(() => service.stop());

  const all = async (deeds: readonly Deed[]): Promise<void> => {
    for (const deed of deeds) await happen(service, deed);
    await settled(service);
  };
  const undoAll = async (): Promise<void> => {
    const merged = await service.database.query<{ key: string }>('SELECT key FROM accounts WHERE merged_into IS NOT NULL ORDER BY md5(key)');
    await all(merged.map(({ key }): Deed => ({ kind: 'undo', key })));
  };
  const merges = async (): Promise<number> => Number((await service.database.query<{ n: string }>('SELECT last_value AS n FROM account_merges_n_seq'))[0]?.n);
  const choose = async (version: string): Promise<void> => {
    await service.post(`/v1/tier-policies/${version}/choose`, {});
    await waitUntil(async () => (await service.database.query('SELECT FROM tier_policies WHERE chosen AND rolled_after IS NULL')).length === 1, { what: 'the roll-out' });
  };
  const decided = async (): Promise<void> => {
    for (const { id } of ((await service.get('/v1/hand-offs')).body as { handOffs: { id: string }[] }).handOffs) await service.post(`/v1/hand-offs/${id}/accept`, { note: 'called' });
  };

  it.each(Array.from({ length: HISTORIES }, (_, n) => n + 1))('leave everything as it was when all are undone, in whatever order (history %i)', async (seed) => {
    const choice = choices(seed);
    await all(Array.from({ length: 20 }, (_, n) => randomWrite(choice, n)).filter(({ kind }) => kind !== 'forget'));
    await decided();
    const [before, earlier] = [await known(service), await merges()];

    await all(Array.from({ length: STEPS }, () => randomMerge(choice)));
    const merged = await known(service);
    await undoAll();

    const ofPeople = ({ contacts }: typeof before): unknown => contacts.map(({ email, consents, behaviour, advertising_consent: advertising, tracking_consent: tracking }) => ({ email, consents, behaviour, advertising, tracking }));
    expect(ofPeople(merged)).toEqual(ofPeople(before));
    expect(await merges()).toBeGreaterThan(earlier);
    expect(await known(service)).toEqual(before);
  });

  it.each(Array.from({ length: HISTORIES }, (_, n) => n + 1))('lose nothing that comes meanwhile: undone, all is as if nobody had ever merged (history %i)', async (seed) => {
    await choose('straight');
    const choice = choices(100 + seed);
    const deeds = Array.from({ length: 40 }, (_, n) => (n > 8 && choice.below(3) === 0 ? randomMerge(choice) : randomWrite(choice, n)));
    await all(deeds);
    await assertNobodyLargeIsReached();
    await undoAll();
    const after = await known(service);

    await forgetEverything(service);
    await createSegment(service, 'lower', { field: 'account.tier', op: 'in', value: ['SOHO', 'SMB', 'UNKNOWN'] });
    await createSegment(service, 'north', { field: 'account.attributes.region', op: 'eq', value: 'North' });
    await all(deeds.filter(({ kind }) => kind !== 'merge' && kind !== 'undo'));

    expect(after).toEqual(await known(service));
    await choose('international-2');
  });

  /** Of accounts that hold others, none may be reached where one of these is large; contacts are held by whoever is merged into none. */
  async function assertNobodyLargeIsReached(): Promise<void> {
    expect(await service.database.query(
      `SELECT a.key FROM accounts a JOIN accounts m ON m.merged_into = a.id WHERE a.mass_treatment AND coalesce(m.own ->> 'tier', m.tier) IN ('UMM', 'ENTERPRISE')`)).toEqual([]);
    expect(await service.database.query('SELECT c.email FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE a.merged_into IS NOT NULL')).toEqual([]);
  }
});
