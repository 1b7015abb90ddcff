import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contactErasedBy, contactErasureRequested, contactsChanged, contactUnsubscribed, segmentMembersChanged, segmentMembersListed, segmentMembersRequested } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { aDefinition, contacts, known, membersChanged } from './builders.ts';
import { Driver } from './driver.ts';

describe('entering and leaving a funnel', () => {
  let driver: Driver;

  beforeAll(async () => {
    driver = await Driver.start();
  });

  afterAll(() => driver.service.stop());

  it('takes a contact once, however often and in whatever order it hears of him', async () => {
    const definition = aDefinition();
    const id = await driver.activated(definition);
    const segmentId = definition.trigger.entered;
    const members = contacts(10);
    const entered = membersChanged({ segmentId, revision: 1, entered: members });
    const left = membersChanged({ segmentId, revision: 2, left: members });
    const again = membersChanged({ segmentId, revision: 3, entered: members });

    await driver.service.publish(segmentMembersChanged, ...entered, ...entered, ...left, ...again, ...entered, ...left);
    await driver.until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 10);

    expect(await driver.requested(id)).toHaveLength(10);
  });

  it('lets who leaves the segment go where the funnel says so, and stay where not', async () => {
    const segmentId = randomUUID();
    const leaving = await driver.activated(aDefinition({ trigger: { entered: segmentId }, exit: { leftSegment: true } }));
    const staying = await driver.activated(aDefinition({ trigger: { entered: segmentId } }));
    const members = contacts(6);

    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: members }));
    await driver.until(leaving, 'all to wait', ({ counts }) => counts.active === 6);
    await driver.until(staying, 'all to wait', ({ counts }) => counts.active === 6);
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 2, left: members.slice(0, 2) }));
    await driver.until(leaving, 'two to leave', ({ counts }) => counts.exited === 2);

    expect((await driver.view(staying)).counts).toMatchObject({ active: 6, exited: 0 });
    expect((await driver.movesOf(leaving)).filter(({ state }) => state === 'exited').map(({ contactId }) => contactId).sort()).toEqual(members.slice(0, 2).sort());
  });

  it('lets who unsubscribes leave, unless the funnel keeps him', async () => {
    const segmentId = randomUUID();
    const leaving = await driver.activated(aDefinition({ trigger: { entered: segmentId } }));
    const staying = await driver.activated(aDefinition({ trigger: { entered: segmentId }, exit: { unsubscribed: false } }));
    const [weary = '', other = ''] = contacts(2);
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: [weary, other] }));
    await driver.until(leaving, 'both to wait', ({ counts }) => counts.steps['pause'] === 2);
    await driver.until(staying, 'both to wait', ({ counts }) => counts.steps['pause'] === 2);

    await driver.service.publish(contactUnsubscribed, { contactId: weary, source: { kind: 'funnel', id: leaving, step: 'hello' }, at: new Date().toISOString() });
    await driver.until(leaving, 'one to leave', ({ counts }) => counts.exited === 1 && counts.active === 1);

    expect((await driver.view(staying)).counts.active).toBe(2);
  });

  it('forgets of an erased person in which segments he is, and of nobody else', async () => {
    const [erased = '', other = ''] = contacts(2);
    const segments = [randomUUID(), randomUUID(), randomUUID()];
    for (const segmentId of segments) await driver.named(segmentId);
    await driver.service.publish(segmentMembersChanged, ...segments.flatMap((segmentId, n) => membersChanged({ segmentId, revision: 1, entered: n === 1 ? [other] : [erased, other] })));
    const memberships = (): Promise<{ contact: string }[]> => driver.service.database.query('SELECT contact_id AS contact FROM segment_members WHERE segment_id = ANY ($1::uuid[])', [segments]);
    await waitUntil(async () => (await memberships()).length === 5, { what: 'the members' });

    await driver.service.publish(contactErasureRequested, { erasureId: randomUUID(), contactId: erased, version: 9, email: null, at: new Date().toISOString() });
    await waitUntil(async () => (await memberships()).length < 5, { what: 'the erasure' });

    expect((await memberships()).map(({ contact }) => contact)).toEqual([other, other, other]);
    expect(await driver.service.published(contactErasedBy('funnels'))).toMatchObject([{ removed: { memberships: 2 } }]);
  });

  it('takes in who was in the segment before, where it is asked to', async () => {
    const segmentId = randomUUID();
    const members = contacts(30);
    await driver.named(segmentId);
    await driver.service.publish(segmentMembersListed, { segmentId, contactIds: [], last: true });
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: members }), ...membersChanged({ segmentId, revision: 2, left: members.slice(0, 5) }));
    await waitUntil(async () => (await driver.service.database.query('SELECT FROM segment_members WHERE segment_id = $1 AND revision = 2', [segmentId])).length === 5, { what: 'the members' });

    const ignoring = await driver.activated(aDefinition({ trigger: { entered: segmentId } }));
    const taking = await driver.activated(aDefinition({ trigger: { entered: segmentId } }), { includeMembers: true });
    await driver.until(taking, 'the members to enter', ({ counts }) => counts.active === 25);

    expect((await driver.view(ignoring)).counts.active).toBe(0);
  });

  it('keeps members only of segments that funnels name, and learns who was in one before', async () => {
    const [segmentId, unnamed] = [randomUUID(), randomUUID()];
    const [early = '', gone = '', left = '', late = ''] = contacts(4);
    const heard = (wanted: number) => waitUntil(
      async () => (await driver.service.database.query('SELECT FROM heard_segments WHERE segment_id = $1 AND revision >= $2', [segmentId, wanted])).length > 0, { what: `revision ${wanted}` });
    const before = [...membersChanged({ segmentId, revision: 1, entered: [early, gone, left] }), ...membersChanged({ segmentId: unnamed, revision: 1, entered: [early] }), ...membersChanged({ segmentId, revision: 2, left: [gone] })];
    await driver.service.publish(segmentMembersChanged, ...before);
    await heard(2);

    const ignoring = await driver.activated(aDefinition({ trigger: { entered: segmentId } }));
    const taking = await driver.activated(aDefinition({ trigger: { entered: segmentId } }), { includeMembers: true });
    await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 3, entered: [late] }), ...membersChanged({ segmentId, revision: 4, left: [left] }), ...before);
    await driver.until(taking, 'the newcomer to enter', ({ counts }) => counts.active === 1);
    await driver.service.publish(segmentMembersListed, { segmentId, contactIds: [early, left], last: false }, { segmentId, contactIds: [early, late], last: true });
    await driver.until(taking, 'the members to enter', ({ counts }) => counts.active === 2);
    await driver.service.publish(segmentMembersChanged, ...before, ...membersChanged({ segmentId, revision: 5, entered: [gone] }));
    await driver.until(taking, 'who comes back to enter', ({ counts }) => counts.active === 3);

    await driver.until(ignoring, 'both newcomers to wait', ({ counts }) => counts.steps['pause'] === 2);

    expect((await driver.view(ignoring)).counts).toMatchObject({ active: 2, segmentMembers: 3 });
    expect((await driver.requested(ignoring)).map(({ contactId }) => contactId).toSorted()).toEqual([late, gone].toSorted());
    expect((await driver.service.published(segmentMembersRequested)).filter((asked) => asked.segmentId === segmentId).length).toBeGreaterThan(0);
    expect(await driver.service.database.query('SELECT FROM segment_members WHERE segment_id = $1', [unnamed])).toEqual([]);
  });

  describe('keeps out', () => {
    const barred = { massTreatment: false, tier: 'UMM' } as const;
    const unwilling = { advertisingConsent: false } as const;
    const enter = async (segmentId: string, revision: number, ...entered: string[]): Promise<void> => {
      await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision, entered }));
    };
    const learned = async (contactId: string, version: number): Promise<void> => {
      const read = (): Promise<unknown[]> => driver.service.database.query('SELECT FROM contact_facts WHERE contact_id = $1 AND version = $2', [contactId, version]);
      await waitUntil(async () => (await read()).length === 1, { what: 'the news of the contact' });
    };

    it('who is handed off or has not consented, and counts them', async () => {
      const segmentId = randomUUID();
      const id = await driver.activated(aDefinition({ trigger: { entered: segmentId } }));
      const [large = '', silent = '', willing = '', unheard = '', colleague = ''] = contacts(5);

      await driver.service.publish(contactsChanged, known(large, 1, { ...barred, ...unwilling }), known(colleague, 1, { massTreatment: false, companyId: randomUUID() }), known(silent, 1, unwilling), known(willing, 1));
      for (const one of [large, colleague, silent, willing]) await learned(one, 1);
      await enter(segmentId, 1, large, silent, willing, unheard, colleague);
      await driver.until(id, 'two to wait', ({ counts }) => counts.steps['pause'] === 2);

      expect((await driver.view(id)).counts).toMatchObject({ active: 2, exited: 0, exits: {}, refused: { upper_tier: 2, no_consent: 1 }, segmentMembers: 5 });
      expect((await driver.requested(id)).map(({ contactId }) => contactId).sort()).toEqual([willing, unheard].sort());
    });

    it('who becomes so while he is in it, with the reason, and tells of it', async () => {
      const segmentId = randomUUID();
      const id = await driver.activated(aDefinition({ trigger: { entered: segmentId } }));
      const keeping = await driver.activated(aDefinition({ trigger: { entered: segmentId }, exit: { unsubscribed: false } }));
      const [large = '', silent = '', willing = ''] = contacts(3);
      await enter(segmentId, 1, large, silent, willing);
      await driver.until(id, 'all to wait', ({ counts }) => counts.steps['pause'] === 3);
      await driver.until(keeping, 'all to wait', ({ counts }) => counts.steps['pause'] === 3);

      await driver.service.publish(contactsChanged, known(willing, 5), known(willing, 4, barred), known(large, 2, barred), known(large, 1), known(silent, 2, unwilling));
      await driver.until(id, 'two to leave', ({ counts }) => counts.exited === 2);

      expect((await driver.view(id)).counts).toMatchObject({ active: 1, exits: { upper_tier: 1, no_consent: 1 } });
      expect((await driver.view(keeping)).counts).toMatchObject({ active: 2, exits: { upper_tier: 1 } });
      expect((await driver.movesOf(id)).filter(({ state }) => state === 'exited').map(({ contactId }) => contactId).sort()).toEqual([large, silent].sort());
      const { body } = await driver.service.get(`/v1/funnels/${id}/contacts?state=exited`);
      expect((body as { contacts: { reason: string }[] }).contacts.map(({ reason }) => reason).sort()).toEqual(['no_consent', 'upper_tier']);
    });

    it('nobody whose consent is only heard of after his entry', async () => {
      const segmentId = randomUUID();
      const id = await driver.activated(aDefinition({ trigger: { entered: segmentId } }));
      const [late = '', gone = ''] = contacts(2);
      await driver.service.publish(contactsChanged, known(late, 1, unwilling), known(gone, 1, unwilling));
      for (const one of [late, gone]) await learned(one, 1);
      await enter(segmentId, 1, late, gone);
      await driver.until(id, 'both to be refused', ({ counts }) => counts.refused['no_consent'] === 2);
      await driver.service.publish(segmentMembersChanged, ...membersChanged({ segmentId, revision: 2, left: [gone] }));
      await driver.until(id, 'one to leave the segment', ({ counts }) => counts.segmentMembers === 1);

      await driver.service.publish(contactsChanged, known(late, 2), known(late, 2), known(gone, 2));
      await learned(gone, 2);
      await driver.until(id, 'one to wait', ({ counts }) => counts.steps['pause'] === 1);

      expect((await driver.view(id)).counts).toMatchObject({ active: 1, refused: { no_consent: 1 } });
      expect((await driver.requested(id)).map(({ contactId }) => contactId)).toEqual([late]);
    });
  });
});
