import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { Client } from 'pg';
import { Api } from '../demo/src/client/api.ts';
import { makeBrand, makeTemplate } from '../demo/src/steps/prepare/templates.ts';
import { sendLetters } from '../demo/src/steps/support/send-letters.ts';
import { Shutdown } from '../demo/src/system/shutdown.ts';
import { startSinkHere } from '../demo/src/system/sink/sink.in-process.ts';
import { startSystem, type RunningSystem } from '../demo/src/system/system.ts';

const ANNA = 'anna.zhivago@gmail.com';
const shutdown = new Shutdown();

interface Erasure {
  readonly id: string;
  readonly state: string;
  readonly waitingFor: readonly string[];
  readonly confirmations: readonly { readonly service: string; readonly removed: Readonly<Record<string, number>> }[];
}

describe('a person', () => {
  let system: RunningSystem;
  let api: Api;
  let database: Client;
  let anna = '';
  let campaign = '';

  beforeAll(async () => {
    system = await startSystem({ eventLog: 'postgres', from: 'source', databaseUrl: process.env['TEST_DATABASE_URL'], startSink: startSinkHere }, shutdown);
    api = new Api(system.api);
    database = new Client({ connectionString: system.databaseUrl });
    await database.connect();
    await live();
  }, 120_000);

  afterAll(async () => {
    await database.end();
    await shutdown.stop();
  }, 60_000);

  const save = (...contacts: object[]): Promise<{ rejected: { field: string; message: string }[] }> => api.post('contacts', { contacts });
  const person = (email: string, name: string): object => ({ email, name, attributes: { city: `${name} street` }, consent: { granted: true, source: 'form' } });

  /** All that leaves traces: a campaign, a single message, behaviour, a letter to support. */
  async function live(): Promise<void> {
    await save(person(ANNA, 'Zhivago'), person('boris@gmail.com', 'Boris'));
    anna = (await api.get<{ contacts: { id: string }[] }>(`contacts?email=${ANNA}`)).contacts[0]?.id ?? '';
    const brand = await makeBrand(api);
    const templateId = await makeTemplate(api, brand, 'News for {{ name }}');
    const receipt = await api.post<{ id: string }>('templates', { name: 'Receipt', kind: 'transactional', brandId: brand, subject: 'Receipt', html: '<p>{{ name }}</p>' });
    const segment = await api.post<{ id: string }>('segments', { name: 'all', rule: { field: 'email', op: 'exists' } });
    campaign = (await api.post<{ id: string }>('campaigns', { name: 'News', segmentId: segment.id, arms: [{ name: 'All', templateId }], assignment: { kind: 'hash' } })).id;
    await api.post(`campaigns/${campaign}/launch`);
    await api.post('messages', { idempotencyKey: 'receipt 1', templateId: receipt.id, to: { email: ANNA }, fields: { name: 'Zhivago' } });
    await api.post('behaviour', { events: [{ eventId: 'order of zhivago', contact: { id: anna }, type: 'bought', occurredAt: '2026-01-01T00:00:00Z', value: 7 }] });
    await sendLetters([{ from: { name: 'Anna Zhivago', email: ANNA }, subject: 'Zhivago asks', text: `I am Zhivago, where is my invoice? Write to ${ANNA}.` }] as never, system.ticketsPort);
    const counted = async (query: string): Promise<unknown> => ((await database.query<{ n: unknown }>(query)).rows[0])?.n;
    await waitUntil(async () => {
      const { state } = await api.get<{ state: string }>(`campaigns/${campaign}`);
      // Two of the campaign, the receipt, and what support answers by itself.
      const accepted = await counted("SELECT count(*)::int AS n FROM dispatch.deliveries WHERE state = 'accepted'");
      return state === 'finished' && accepted === 4 && (await counted('SELECT count(*)::int AS n FROM analytics.behaviours')) === 2;
    }, { what: 'all of it', timeout: 60_000 });
  }

  /** Tables with his name or address in any column, as text or as bytes. What topics keep for days is not looked at. */
  async function traces(): Promise<string[]> {
    const { rows } = await database.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'event_log', 'pg_toast')`);
    const found: string[] = [];
    for (const { name } of rows) {
      const { rows: some } = await database.query(`SELECT FROM ${name} x WHERE x::text ILIKE '%zhivago%' OR x::text LIKE '%' || encode('hivago', 'hex') || '%' LIMIT 1`);
      if (some.length > 0) found.push(name);
    }
    return found.toSorted();
  }

  it('gets a copy of all that any service knows of him', async () => {
    const copy = await api.get<Record<string, Record<string, unknown[]>>>(`contacts/${anna}/personal-data`);

    expect(copy).toMatchObject({
      contactId: anna,
      segmentation: { contact: [{ email: ANNA, name: 'Zhivago' }], consents: [{ purpose: 'advertising', granted: true }], behaviour: [{ eventId: 'order of zhivago' }, { type: 'wrote_to_support' }], segments: [{ name: 'all' }] },
      dispatch: { deliveries: Array.from({ length: 3 }, () => ({ email: ANNA, state: 'accepted' })), messages: [{ email: ANNA }] },
      triage: { tickets: [{ email: ANNA, subject: 'Zhivago asks', messages: [{ direction: 'in' }, { direction: 'out' }] }] },
      analytics: { behaviours: [{ eventId: 'order of zhivago' }, { type: 'wrote_to_support' }], campaigns: [{ name: 'News', state: 'accepted' }] },
    });
    expect(JSON.stringify(copy)).not.toContain('boris');
  });

  it('is erased everywhere, confirmed by every service, and brought back by no list', async () => {
    expect(await traces()).toEqual(expect.arrayContaining(['analytics.behaviours', 'dispatch.deliveries', 'segmentation.contacts', 'triage.ticket_messages', 'triage.tickets']));

    const { id, state, waitingFor } = await api.post<Erasure>('erasures', { contactId: anna, reason: 'a letter' });
    expect([state, waitingFor]).toEqual(['waiting', ['dispatch', 'triage', 'funnels', 'analytics']]);
    const done = await waitUntil(async () => {
      const erasure = await api.get<Erasure>(`erasures/${id}`);
      return erasure.state === 'done' ? erasure : undefined;
    }, { what: 'all confirmations', timeout: 30_000 });

    expect(Object.fromEntries(done.confirmations.map(({ service, removed }) => [service, removed]))).toMatchObject({
      dispatch: { deliveries: 3, messages: 1, replies: 1 }, triage: { tickets: 1, messages: 2 }, analytics: { behaviours: 2 },
    });
    await waitUntil(async () => (await traces()).length === 0, { what: 'the last outbox row' });
    expect((await api.post<Erasure>('erasures', { contactId: anna })).id).toBe(id);
    expect((await save(person(ANNA, 'Zhivago'), person('boris@gmail.com', 'Boris'))).rejected).toEqual([expect.objectContaining({ field: 'email' })]);
    expect(await api.get(`campaigns/${campaign}`)).toMatchObject({ ledger: { audience: 2, accepted: 2, balanced: true } });
  }, 60_000);
});
