import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contactsAdvanced, messagesRequested, segmentMembersChanged } from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { funnels } from '../src/index.ts';
import { aDefinition, contacts, membersChanged } from './builders.ts';
import { ServiceProcess } from './process.ts';

const NEVER = { FUNNEL_TICK_MS: '60000' };
const FAST = { FUNNEL_TICK_MS: '10' };

describe('funnels in several processes', () => {
  let calm: TestService;

  beforeEach(async () => {
    calm = await startTestService(funnels, { env: NEVER });
  });

  afterEach(() => calm.stop());

  const waiting = async (count: number): Promise<string> => {
    const { body } = await calm.post('/v1/funnels', { name: 'Hello', definition: aDefinition() });
    const { id } = body as { id: string };
    await calm.post(`/v1/funnels/${id}/activate`);
    await calm.database.query(
      `INSERT INTO funnel_contacts (contact_id, funnel_id, version, step, state, due_at, revision, entered_at)
       SELECT gen_random_uuid(), $1, 1, 'pause', 'active', now(), 2, now() FROM generate_series(1, $2::int)`,
      [id, count],
    );
    return id;
  };
  const completed = async (): Promise<number> =>
    (await calm.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM funnel_contacts WHERE state = 'completed'`))[0]?.n ?? 0;
  const requested = async (): Promise<string[]> => (await calm.published(messagesRequested)).flatMap(({ contactIds }) => contactIds);
  const expectEachOnce = async (count: number): Promise<void> => {
    const messages = await requested();
    expect({ messages: messages.length, contacts: new Set(messages).size }).toEqual({ messages: count, contacts: count });
    const moves = (await calm.published(contactsAdvanced)).flatMap((event) => event.moves);
    expect({ moves: moves.length, contacts: new Set(moves.map(({ contactId }) => contactId)).size }).toEqual({ moves: count, contacts: count });
  };

  it('moves everybody once where a process is killed in the middle of its work', async () => {
    const all = 12_000;
    await waiting(all);

    const before = await calm.database.transaction(async (tx) => {
      // Held by another, so that something is left however late the kill comes.
      await tx.query('SELECT FROM funnel_contacts LIMIT 1000 FOR UPDATE');
      const killed = ServiceProcess.start({ DATABASE_URL: calm.databaseUrl, ...FAST });
      await waitUntil(async () => killed.hasEnded() || (await completed()) > 0, { what: 'the first batch', timeout: 60_000, interval: 5 });
      await killed.kill();
      return await completed();
    });
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(all);
    const next = await startTestService(funnels, { env: FAST, databaseUrl: calm.databaseUrl });
    await waitUntil(async () => (await completed()) === all, { what: 'everybody to be moved', timeout: 30_000 });
    await next.stop();

    await expectEachOnce(all);
  }, 90_000);

  it('moves everybody once where two processes share the work', async () => {
    const all = 6_000;
    await waiting(all);

    const replicas = await Promise.all([1, 2].map(() => startTestService(funnels, { env: FAST, databaseUrl: calm.databaseUrl })));
    await waitUntil(async () => (await completed()) === all, { what: 'everybody to be moved', timeout: 30_000 });
    await Promise.all(replicas.map((replica) => replica.stop()));

    await expectEachOnce(all);
  }, 60_000);

  it('goes on after a restart where it was', async () => {
    const definition = aDefinition();
    const { body } = await calm.post('/v1/funnels', { name: 'Hello', definition });
    const { id } = body as { id: string };
    await calm.post(`/v1/funnels/${id}/activate`);
    const members = contacts(20);

    const first = await startTestService(funnels, { env: FAST, databaseUrl: calm.databaseUrl });
    await first.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: members }));
    await waitUntil(async () => (await requested()).length === 20, { what: 'the first messages' });
    await first.stop();
    await calm.database.query('UPDATE funnel_contacts SET due_at = now()');
    const second = await startTestService(funnels, { env: FAST, databaseUrl: calm.databaseUrl });
    await waitUntil(async () => (await completed()) === 20, { what: 'everybody to be through' });
    await second.stop();

    const messages = await calm.published(messagesRequested);
    expect(messages.flatMap(({ step, contactIds }) => contactIds.map((contactId) => `${contactId} ${step}`)).sort())
      .toEqual(members.flatMap((member) => [`${member} hello`, `${member} last`]).sort());
  }, 60_000);
});
