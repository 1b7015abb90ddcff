import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { behaviourRecorded, segmentMembersChanged } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { aBranch, aDefinition, behaviour, contacts, membersChanged, type GivenDefinition } from './builders.ts';
import { Driver } from './driver.ts';

describe('what contacts in a funnel do', () => {
  let driver: Driver;

  beforeAll(async () => {
    driver = await Driver.start();
  });

  afterAll(() => driver.service.stop());

  it('brings a contact to the goal as soon as he does it, once, and sends him nothing more', async () => {
    const definition = aDefinition();
    const id = await driver.activated(definition);
    const [buyer = '', other = ''] = contacts(2);
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: [buyer, other] }));
    await driver.until(id, 'both to wait', ({ counts }) => counts.steps['pause'] === 2);

    const bought = behaviour(buyer, 'purchased');
    await driver.service.publish(behaviourRecorded, bought, bought, behaviour(buyer, 'purchased'), behaviour(other, 'visited'), behaviour(other, 'purchased', new Date(0)));
    await driver.until(id, 'the goal', ({ counts }) => counts.goal === 1);
    await driver.makeDue(id);
    await driver.until(id, 'the other to be through', ({ counts }) => counts.completed === 1);

    expect((await driver.requested(id)).filter(({ step }) => step === 'last').map(({ contactId }) => contactId)).toEqual([other]);
    expect((await driver.movesOf(id)).filter(({ state }) => state === 'goal')).toMatchObject([{ contactId: buyer, step: 'pause', version: 3 }]);
  });

  it('knows at a branch what was heard of before the entry', async () => {
    const steps: GivenDefinition['steps'] = [
      aBranch('came', 'visited', ['thanks', 'reason'], 3600),
      { id: 'thanks', kind: 'message', templateId: randomUUID(), next: 'end' },
      { id: 'reason', kind: 'message', templateId: randomUUID() },
    ];
    const definition = aDefinition({ steps });
    const id = await driver.activated(definition);
    const [visitor = '', stranger = ''] = contacts(2);

    await driver.service.publish(behaviourRecorded, behaviour(visitor, 'visited'), behaviour(stranger, 'visited', new Date(0)));
    await waitUntil(async () => (await driver.service.database.query('SELECT FROM funnel_behaviours WHERE contact_id = ANY($1)', [[visitor, stranger]])).length === 2, { what: 'the visits' });
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: [visitor, stranger] }));
    await driver.until(id, 'both to be through', ({ counts }) => counts.completed === 2);

    expect(new Map((await driver.requested(id)).map(({ step, contactId }) => [contactId, step]))).toEqual(new Map([[visitor, 'thanks'], [stranger, 'reason']]));
  });

  it('knows at a branch what was done before any funnel named it', async () => {
    const [regular = '', sneezer = '', stranger = ''] = contacts(3);
    const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
    await driver.service.publish(
      behaviourRecorded, behaviour(regular, 'sneezed', minutesAgo(10)), behaviour(regular, 'sneezed', minutesAgo(90)), behaviour(sneezer, 'sneezed', minutesAgo(61)), behaviour(stranger, 'coughed'),
    );
    await waitUntil(async () => (await driver.service.database.query('SELECT DISTINCT contact_id FROM funnel_behaviours WHERE contact_id = ANY($1)', [[regular, sneezer, stranger]])).length === 3, { what: 'the behaviour of all' });

    const steps: GivenDefinition['steps'] = [
      aBranch('came', 'sneezed', ['bless', 'end'], 3600), { id: 'bless', kind: 'message', templateId: randomUUID() },
    ];
    const definition = aDefinition({ steps });
    const id = await driver.activated(definition);
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId: definition.trigger.entered, revision: 1, entered: [regular, sneezer, stranger] }));
    await driver.until(id, 'all to be through', ({ counts }) => counts.completed === 3);

    expect((await driver.requested(id)).map(({ contactId }) => contactId)).toEqual([regular]);
  });
});
