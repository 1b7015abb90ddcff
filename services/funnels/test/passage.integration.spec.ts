import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucketOf, deliveriesSettled, messagesRequested, segmentMembersChanged } from '@widecast/contracts';
import { aDefinition, contacts, membersChanged, settled } from './builders.ts';
import { Driver } from './driver.ts';

describe('contacts in a funnel', () => {
  let driver: Driver;

  beforeAll(async () => {
    driver = await Driver.start();
  });

  afterAll(() => driver.service.stop());

  it('begins when it enters the segment, waits, and comes to the end', async () => {
    const definition = aDefinition();
    const id = await driver.activated(definition);
    const members = contacts(40);

    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: members }));
    await driver.until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 40);
    expect((await driver.requested(id)).map(({ contactId }) => contactId).sort()).toEqual([...members].sort());
    await driver.makeDue(id);
    await driver.until(id, 'all to be through', ({ counts }) => counts.completed === 40);

    const messages = await driver.requested(id);
    expect(messages.filter(({ step }) => step === 'hello')).toHaveLength(40);
    expect(messages.filter(({ step }) => step === 'last')).toHaveLength(40);
    const moves = (await driver.movesOf(id)).filter(({ contactId }) => contactId === members[0]);
    expect(moves.map(({ step, state, version }) => `${version} ${step} ${state}`)).toEqual(['1 start active', '2 pause active', '3 end completed']);
  });

  it('asks for messages in records of one bucket, with the template and its fields', async () => {
    const templateId = randomUUID();
    const definition = aDefinition({ steps: [{ id: 'hello', kind: 'message', templateId, fields: ['name'] }] });
    const id = await driver.activated(definition);

    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: contacts(100) }));
    await driver.until(id, 'all to be through', ({ counts }) => counts.completed === 100);

    const records = (await driver.service.published(messagesRequested)).filter(({ funnelId }) => funnelId === id);
    for (const record of records) {
      expect(record).toMatchObject({ templateId, fields: ['name'], step: 'hello', funnelVersion: 1 });
      expect(record.contactIds.map(bucketOf)).toEqual(record.contactIds.map(() => record.bucket));
    }
  });

  it('moves nobody while it is stopped, and everybody after it is activated again', async () => {
    const definition = aDefinition();
    const id = await driver.activated(definition);
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: contacts(3) }));
    await driver.until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 3);

    await driver.service.post(`/v1/funnels/${id}/stop`);
    await driver.makeDue(id);
    const marker = await driver.activated(aDefinition({ trigger: { entered: randomUUID() }, steps: [{ id: 'go', kind: 'message', templateId: randomUUID() }] }));
    const { definition: { trigger } } = (await driver.view(marker)) as unknown as { definition: { trigger: { entered: string } } };
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId: trigger.entered, revision: 1, entered: contacts(1) }));
    await driver.until(marker, 'the clock to have ticked', ({ counts }) => counts.completed === 1);
    expect((await driver.view(id)).counts.steps['pause']).toBe(3);

    await driver.service.post(`/v1/funnels/${id}/activate`);
    await driver.until(id, 'all to be through', ({ counts }) => counts.completed === 3);
  });

  it('keeps contacts on the version that they began', async () => {
    const definition = aDefinition();
    const id = await driver.activated(definition);
    const [early = '', late = ''] = contacts(2);
    const segmentId = definition.trigger.entered;
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: [early] }));
    await driver.until(id, 'the first to wait', ({ counts }) => counts.steps['pause'] === 1);

    const changed = aDefinition({ trigger: { entered: segmentId }, steps: [{ id: 'short', kind: 'message', templateId: randomUUID() }] });
    expect((await driver.service.call('PUT', `/v1/funnels/${id}`, { body: { definition: changed } })).status).toBe(200);
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 2, entered: [late] }));
    await driver.until(id, 'the second to be through', ({ counts }) => counts.completed === 1);
    await driver.makeDue(id);
    await driver.until(id, 'the first to be through', ({ counts }) => counts.completed === 2);

    expect((await driver.requested(id)).map(({ step, contactId, version }) => ({ step, contactId, version }))).toEqual([
      { step: 'hello', contactId: early, version: 1 }, { step: 'short', contactId: late, version: 2 }, { step: 'last', contactId: early, version: 1 },
    ]);
  });

  it('notes what became of its messages, the latest version', async () => {
    const definition = aDefinition();
    const id = await driver.activated(definition);
    const [one = '', two = '', lost = ''] = contacts(3);
    const outcome = { funnelId: id, step: 'hello' };

    await driver.service.publish(
      deliveriesSettled, settled({ ...outcome, contactId: one, state: 'accepted', version: 3 }), settled({ ...outcome, contactId: one, state: 'deferred', version: 2 }),
      settled({ ...outcome, contactId: two, state: 'suppressed', version: 1 }),
      settled({ ...outcome, contactId: lost, state: 'failed', reason: 'no_template', version: 1 }),
    );
    await driver.until(id, 'both outcomes', ({ messages }) => Object.values(messages['hello'] ?? {}).reduce((a, b) => a + b, 0) === 3);

    const { messages, warnings } = await driver.view(id);
    expect(messages).toEqual({ hello: { accepted: 1, failed: 1, suppressed: 1 } });
    expect(warnings).toEqual([expect.stringContaining(definition.trigger.entered), expect.stringContaining('no such template')]);
  });

  it('lists contacts by state, page by page', async () => {
    const definition = aDefinition();
    const id = await driver.activated(definition);
    const members = contacts(5).sort();
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: members }));
    await driver.until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 5);

    const { body: first } = await driver.service.get(`/v1/funnels/${id}/contacts?state=active&limit=3`);
    const { next, contacts: page } = first as { next: string; contacts: { contactId: string; step: string }[] };
    const { body: second } = await driver.service.get(`/v1/funnels/${id}/contacts?state=active&limit=3&after=${next}`);

    expect(page.map(({ contactId }) => contactId)).toEqual(members.slice(0, 3));
    expect(second).toMatchObject({ next: null, contacts: [{ contactId: members[3], step: 'pause' }, { contactId: members[4] }] });
    expect((await driver.service.get(`/v1/funnels/${id}/contacts?state=goal`)).body).toEqual({ contacts: [], next: null });
  });
});
