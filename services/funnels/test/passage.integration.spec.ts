import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  behaviourRecorded, bucketOf, contactsAdvanced, contactUnsubscribed, deliveriesSettled, messagesRequested, segmentMembersChanged, type ContactsAdvanced,
} from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { funnels } from '../src/index.ts';
import { aBranch, aDefinition, behaviour, contacts, membersChanged, settled, type GivenDefinition } from './builders.ts';

interface FunnelView {
  readonly id: string;
  readonly version: number;
  readonly counts: { active: number; goal: number; exited: number; completed: number; steps: Record<string, number> };
  readonly messages: Record<string, Record<string, number>>;
}

const FAST = { FUNNEL_TICK_MS: '20' };

describe('contacts in a funnel', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(funnels, { env: FAST });
  });

  afterAll(() => service.stop());

  const activated = async (definition: GivenDefinition, body: object = {}): Promise<string> => {
    const { body: made } = await service.post('/v1/funnels', { name: 'Hello', definition });
    const { id } = made as FunnelView;
    expect((await service.post(`/v1/funnels/${id}/activate`, body)).status).toBe(200);
    return id;
  };
  const view = async (id: string): Promise<FunnelView> => (await service.get(`/v1/funnels/${id}`)).body as FunnelView;
  const until = (id: string, what: string, holds: (view: FunnelView) => boolean): Promise<unknown> =>
    waitUntil(async () => holds(await view(id)), { what });
  const requested = async (id: string): Promise<{ step: string; contactId: string; version: number }[]> =>
    (await service.published(messagesRequested))
      .filter(({ funnelId }) => funnelId === id)
      .flatMap(({ step, contactIds, funnelVersion }) => contactIds.map((contactId) => ({ step, contactId, version: funnelVersion })));
  const movesOf = async (id: string): Promise<ContactsAdvanced['moves']> =>
    (await service.published(contactsAdvanced)).filter(({ funnelId }) => funnelId === id).flatMap(({ moves }) => moves);
  const makeDue = async (id: string): Promise<void> => {
    await service.database.query(`UPDATE funnel_contacts SET due_at = now() WHERE funnel_id = $1 AND state = 'active'`, [id]);
  };

  it('begins when it enters the segment, waits, and comes to the end', async () => {
    const definition = aDefinition();
    const id = await activated(definition);
    const members = contacts(40);

    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: members }));
    await until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 40);
    expect((await requested(id)).map(({ contactId }) => contactId).sort()).toEqual([...members].sort());
    await makeDue(id);
    await until(id, 'all to be through', ({ counts }) => counts.completed === 40);

    const messages = await requested(id);
    expect(messages.filter(({ step }) => step === 'hello')).toHaveLength(40);
    expect(messages.filter(({ step }) => step === 'last')).toHaveLength(40);
    const moves = (await movesOf(id)).filter(({ contactId }) => contactId === members[0]);
    expect(moves.map(({ step, state, version }) => `${version} ${step} ${state}`)).toEqual(['1 start active', '2 pause active', '3 end completed']);
  });

  it('asks for messages in records of one bucket, with the template and its fields', async () => {
    const templateId = randomUUID();
    const definition = aDefinition({ steps: [{ id: 'hello', kind: 'message', templateId, fields: ['name'] }] });
    const id = await activated(definition);

    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: contacts(100) }));
    await until(id, 'all to be through', ({ counts }) => counts.completed === 100);

    const records = (await service.published(messagesRequested)).filter(({ funnelId }) => funnelId === id);
    for (const record of records) {
      expect(record).toMatchObject({ templateId, fields: ['name'], step: 'hello', funnelVersion: 1 });
      expect(record.contactIds.map(bucketOf)).toEqual(record.contactIds.map(() => record.bucket));
    }
  });

  it('takes a contact once, however often and in whatever order it hears of him', async () => {
    const definition = aDefinition();
    const id = await activated(definition);
    const segmentId = definition.trigger.entered;
    const members = contacts(10);
    const entered = membersChanged({ segmentId, revision: 1, entered: members });
    const left = membersChanged({ segmentId, revision: 2, left: members });
    const again = membersChanged({ segmentId, revision: 3, entered: members });

    await service.publish(segmentMembersChanged, ...entered, ...entered, ...left, ...again, ...entered, ...left);
    await until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 10);

    expect(await requested(id)).toHaveLength(10);
  });

  it('lets who leaves the segment go where the funnel says so, and stay where not', async () => {
    const segmentId = randomUUID();
    const leaving = await activated(aDefinition({ trigger: { entered: segmentId }, exit: { leftSegment: true } }));
    const staying = await activated(aDefinition({ trigger: { entered: segmentId } }));
    const members = contacts(6);

    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: members }));
    await until(leaving, 'all to wait', ({ counts }) => counts.active === 6);
    await until(staying, 'all to wait', ({ counts }) => counts.active === 6);
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 2, left: members.slice(0, 2) }));
    await until(leaving, 'two to leave', ({ counts }) => counts.exited === 2);

    expect((await view(staying)).counts).toMatchObject({ active: 6, exited: 0 });
    expect((await movesOf(leaving)).filter(({ state }) => state === 'exited').map(({ contactId }) => contactId).sort()).toEqual(members.slice(0, 2).sort());
  });

  it('brings a contact to the goal as soon as he does it, once, and sends him nothing more', async () => {
    const definition = aDefinition();
    const id = await activated(definition);
    const [buyer = '', other = ''] = contacts(2);
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: [buyer, other] }));
    await until(id, 'both to wait', ({ counts }) => counts.steps['pause'] === 2);

    const bought = behaviour(buyer, 'purchased');
    await service.publish(behaviourRecorded, bought, bought, behaviour(buyer, 'purchased'), behaviour(other, 'visited'), behaviour(other, 'purchased', new Date(0)));
    await until(id, 'the goal', ({ counts }) => counts.goal === 1);
    await makeDue(id);
    await until(id, 'the other to be through', ({ counts }) => counts.completed === 1);

    expect((await requested(id)).filter(({ step }) => step === 'last').map(({ contactId }) => contactId)).toEqual([other]);
    expect((await movesOf(id)).filter(({ state }) => state === 'goal')).toMatchObject([{ contactId: buyer, step: 'pause', version: 3 }]);
  });

  it('knows at a branch what was heard of before the entry', async () => {
    const steps: GivenDefinition['steps'] = [
      aBranch('came', 'visited', ['thanks', 'reason'], 3600),
      { id: 'thanks', kind: 'message', templateId: randomUUID(), next: 'end' },
      { id: 'reason', kind: 'message', templateId: randomUUID() },
    ];
    const definition = aDefinition({ steps });
    const id = await activated(definition);
    const [visitor = '', stranger = ''] = contacts(2);

    await service.publish(behaviourRecorded, behaviour(visitor, 'visited'), behaviour(stranger, 'visited', new Date(0)));
    await waitUntil(async () => (await service.database.query('SELECT FROM funnel_behaviours WHERE contact_id = ANY($1)', [[visitor, stranger]])).length === 2, { what: 'the visits' });
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: [visitor, stranger] }));
    await until(id, 'both to be through', ({ counts }) => counts.completed === 2);

    expect(new Map((await requested(id)).map(({ step, contactId }) => [contactId, step]))).toEqual(new Map([[visitor, 'thanks'], [stranger, 'reason']]));
  });

  it('keeps no behaviour that no funnel depends on', async () => {
    const [somebody = ''] = contacts(1);

    await service.publish(behaviourRecorded, behaviour(somebody, 'sneezed'), behaviour(somebody, 'purchased'));
    const kept = await waitUntil(async () => {
      const rows = await service.database.query<{ type: string }>('SELECT type FROM funnel_behaviours WHERE contact_id = $1', [somebody]);
      return rows.length > 0 && rows;
    }, { what: 'the purchase' });

    expect(kept).toEqual([{ type: 'purchased' }]);
  });

  it('lets who unsubscribes leave, unless the funnel keeps him', async () => {
    const segmentId = randomUUID();
    const leaving = await activated(aDefinition({ trigger: { entered: segmentId } }));
    const staying = await activated(aDefinition({ trigger: { entered: segmentId }, exit: { unsubscribed: false } }));
    const [weary = '', other = ''] = contacts(2);
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: [weary, other] }));
    await until(leaving, 'both to wait', ({ counts }) => counts.steps['pause'] === 2);
    await until(staying, 'both to wait', ({ counts }) => counts.steps['pause'] === 2);

    await service.publish(contactUnsubscribed, { contactId: weary, source: { kind: 'funnel', id: leaving, step: 'hello' }, at: new Date().toISOString() });
    await until(leaving, 'one to leave', ({ counts }) => counts.exited === 1 && counts.active === 1);

    expect((await view(staying)).counts.active).toBe(2);
  });

  it('moves nobody while it is stopped, and everybody after it is activated again', async () => {
    const definition = aDefinition();
    const id = await activated(definition);
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: contacts(3) }));
    await until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 3);

    await service.post(`/v1/funnels/${id}/stop`);
    await makeDue(id);
    const marker = await activated(aDefinition({ trigger: { entered: randomUUID() }, steps: [{ id: 'go', kind: 'message', templateId: randomUUID() }] }));
    const { definition: { trigger } } = (await view(marker)) as unknown as { definition: { trigger: { entered: string } } };
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId: trigger.entered, revision: 1, entered: contacts(1) }));
    await until(marker, 'the clock to have ticked', ({ counts }) => counts.completed === 1);
    expect((await view(id)).counts.steps['pause']).toBe(3);

    await service.post(`/v1/funnels/${id}/activate`);
    await until(id, 'all to be through', ({ counts }) => counts.completed === 3);
  });

  it('keeps contacts on the version that they began', async () => {
    const definition = aDefinition();
    const id = await activated(definition);
    const [early = '', late = ''] = contacts(2);
    const segmentId = definition.trigger.entered;
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: [early] }));
    await until(id, 'the first to wait', ({ counts }) => counts.steps['pause'] === 1);

    const changed = aDefinition({ trigger: { entered: segmentId }, steps: [{ id: 'short', kind: 'message', templateId: randomUUID() }] });
    expect((await service.call('PUT', `/v1/funnels/${id}`, { body: { definition: changed } })).status).toBe(200);
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 2, entered: [late] }));
    await until(id, 'the second to be through', ({ counts }) => counts.completed === 1);
    await makeDue(id);
    await until(id, 'the first to be through', ({ counts }) => counts.completed === 2);

    expect((await requested(id)).map(({ step, contactId, version }) => ({ step, contactId, version }))).toEqual([
      { step: 'hello', contactId: early, version: 1 }, { step: 'short', contactId: late, version: 2 }, { step: 'last', contactId: early, version: 1 },
    ]);
  });

  it('takes in who was in the segment before, where it is asked to', async () => {
    const segmentId = randomUUID();
    const members = contacts(30);
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: members }), ...membersChanged({ segmentId, revision: 2, left: members.slice(0, 5) }));
    await waitUntil(async () => (await service.database.query('SELECT FROM segment_members WHERE segment_id = $1 AND revision = 2', [segmentId])).length === 5, { what: 'the members' });

    const ignoring = await activated(aDefinition({ trigger: { entered: segmentId } }));
    const taking = await activated(aDefinition({ trigger: { entered: segmentId } }), { includeMembers: true });
    await until(taking, 'the members to enter', ({ counts }) => counts.active === 25);

    expect((await view(ignoring)).counts.active).toBe(0);
  });

  it('notes what became of its messages, the latest version', async () => {
    const definition = aDefinition();
    const id = await activated(definition);
    const [one = '', two = ''] = contacts(2);
    const outcome = { funnelId: id, step: 'hello' };

    await service.publish(
      deliveriesSettled, settled({ ...outcome, contactId: one, state: 'accepted', version: 3 }), settled({ ...outcome, contactId: one, state: 'deferred', version: 2 }),
      settled({ ...outcome, contactId: two, state: 'suppressed', version: 1 }),
    );
    await until(id, 'both outcomes', ({ messages }) => Object.values(messages['hello'] ?? {}).reduce((a, b) => a + b, 0) === 2);

    expect((await view(id)).messages).toEqual({ hello: { accepted: 1, suppressed: 1 } });
  });

  it('lists contacts by state, page by page', async () => {
    const definition = aDefinition();
    const id = await activated(definition);
    const members = contacts(5).sort();
    await service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: members }));
    await until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 5);

    const { body: first } = await service.get(`/v1/funnels/${id}/contacts?state=active&limit=3`);
    const { next, contacts: page } = first as { next: string; contacts: { contactId: string; step: string }[] };
    const { body: second } = await service.get(`/v1/funnels/${id}/contacts?state=active&limit=3&after=${next}`);

    expect(page.map(({ contactId }) => contactId)).toEqual(members.slice(0, 3));
    expect(second).toMatchObject({ next: null, contacts: [{ contactId: members[3], step: 'pause' }, { contactId: members[4] }] });
    expect((await service.get(`/v1/funnels/${id}/contacts?state=goal`)).body).toEqual({ contacts: [], next: null });
  });
});
