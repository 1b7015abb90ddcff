import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  audienceChunkPrepared, audienceChunksRequested, audienceFrozen, bucketOf, audienceRefused, campaignLaunched, campaignStateChanged, messagesRequested, recipientRequested, recipientsResolved, type CampaignLaunched, type Recipient,
} from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { AudiencesRepository, NOBODY } from '../src/audiences/audiences.repository.ts';
import { Freezer } from '../src/audiences/freezer.ts';
import { MembersJudge } from '../src/audiences/members-judge.ts';
import { segmentation } from '../src/index.ts';
import { aContact, createSegment, deliver, forgetEverything, importCsv, newsOf, saveContacts, settled } from './support.ts';

const EVERYBODY = { field: 'email', op: 'exists' };
const CROWD = 1203;

describe('audiences', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const aLaunch = (segmentId: string): CampaignLaunched => ({
    campaignId: randomUUID(), name: 'Spring', segmentId, launchedAt: new Date().toISOString(), arms: [{ name: 'A', holdOut: false, costPerMessage: 0 }], fields: ['name', 'city'],
  });
  const aCrowd = (size: number) => Array.from({ length: size }, (_, n) => aContact(`u${n}@gmail.com`, { name: `N ${n}`, attributes: { city: 'Oslo' } }));
  const recipients = async (): Promise<Recipient[]> => (await service.published(audienceChunkPrepared)).flatMap((chunk) => chunk.recipients);
  /** As if the process was killed right after the freeze. */
  const freezeOnly = (campaign: CampaignLaunched) => service.running.app.get(Freezer).freeze(campaign, () => undefined);
  /** As if it was killed when so many members were judged and nobody had been told of them. */
  const freezeFirst = (campaign: CampaignLaunched, limit: number) => service.database.transaction(async (tx) => {
    const part = await service.running.app.get(MembersJudge).part(tx, campaign.segmentId, { after: NOBODY, limit });
    await service.running.app.get(AudiencesRepository).add(tx, campaign, undefined, { ...part, snapshot: new Date() });
  });
  const contactIdOf = async (email: string): Promise<string | undefined> => (await service.database.query<{ id: string }>('SELECT id FROM contacts WHERE email = $1', [email]))[0]?.id;
  const audienceOf = async ({ campaignId }: CampaignLaunched) => (await service.get(`/v1/audiences/${campaignId}`)).body;

  it('streams as many contacts as were counted, each once, however often the launch is delivered', async () => {
    const crowd = aCrowd(CROWD);
    for (let from = 0; from < CROWD; from += 1000) await saveContacts(service, ...crowd.slice(from, from + 1000));
    await saveContacts(service, { email: 'silent@gmail.com' }, aContact('boss@giant.test', { account: { signals: { employees: 5000 } } }));
    const launch = aLaunch(await createSegment(service, 'all', EVERYBODY));

    await deliver(service, campaignLaunched, launch, 3);

    expect(await service.published(audienceFrozen)).toMatchObject([
      { campaignId: launch.campaignId, selected: CROWD + 2, audience: CROWD, leftOut: { upper_tier: 1, unknown_tier: 0, no_consent: 1, no_address: 0 } },
    ]);
    const chunks = await service.published(audienceChunkPrepared);
    expect(chunks.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: chunks.length }, (_, n) => n));
    expect(chunks.every(({ recipients: inChunk }) => new Set(inChunk.map(({ contactId }) => bucketOf(contactId))).size === 1)).toBe(true);
    expect(new Set((await recipients()).map(({ contactId }) => contactId)).size).toBe(CROWD);
    expect(await service.published(audienceFrozen)).toMatchObject([{ chunks: chunks.length }]);
    expect((await recipients())[0]).toMatchObject({ version: 1, fields: { city: 'Oslo' } });
  });

  it('waits for all accounts to be judged by a policy that was chosen before', async () => {
    const [anna = ''] = await saveContacts(service, aContact('a@grows.test', { account: { signals: { employees: 150 } } }));
    const launch = aLaunch(await createSegment(service, 'all', EVERYBODY));
    const ceilings = { SOHO: { employees: 5, revenue: 1e6 }, SMB: { employees: 60, revenue: 8e6 }, UMM: { employees: 400, revenue: 2e8 } };
    await service.post('/v1/tier-policies', { version: 'stricter', ceilings });
    await deliver(service, campaignStateChanged, { campaignId: launch.campaignId, segmentId: launch.segmentId, name: 'Spring', state: 'launched', version: 1, reason: null, at: new Date().toISOString() });
    const isOver = async (): Promise<boolean> => (await service.database.query('SELECT FROM audiences WHERE frozen_at IS NOT NULL')).length > 0;
    const wait = async (): Promise<number> => (await service.database.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')`)).length;

    const launched = await service.database.transaction(async (tx) => {
      await tx.query('SELECT FROM accounts FOR UPDATE');
      await service.post('/v1/tier-policies/stricter/choose', {});
      await waitUntil(async () => (await wait()) > 0, { what: 'the roll-out to wait' });
      const delivered = deliver(service, campaignLaunched, launch, 1);
      await waitUntil(async () => (await isOver()) || (await wait()) > 1, { what: 'the launch to wait, or to be over' });
      expect(await audienceOf(launch)).toMatchObject({ state: 'waiting', waitsFor: expect.stringMatching(/^1 accounts are to be judged by the tier policy stricter/), selected: 0, frozenAt: null });
      return [delivered];
    });
    await launched[0];

    expect(await audienceOf(launch)).toMatchObject({ selected: 1, audience: 0, leftOut: { upper_tier: 1 } });
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ tier: 'UMM' });
    await service.post('/v1/tier-policies/international-2/choose', {});
  });

  it('goes on after a kill between the freeze and the chunks, and keeps those who may not be reached any more without address', async () => {
    const [stays = '', leaves = '', grows = '', gone = ''] = await saveContacts(service, ...['a@gmail.com', 'b@gmail.com', 'c@firm.test', 'd@gmail.com'].map((email) => aContact(email)));
    const launch = aLaunch(await createSegment(service, 'all', EVERYBODY));
    expect(await freezeOnly(launch)).toBe('frozen');
    await service.post(`/v1/contacts/${leaves}/consents`, { granted: false, source: 'phone' });
    await saveContacts(service, { email: 'c@firm.test', account: { signals: { employees: 3000 } } });
    await service.call('DELETE', `/v1/contacts/${gone}`);

    await deliver(service, campaignLaunched, launch);

    const streamed = new Map((await recipients()).map((recipient) => [recipient.contactId, recipient]));
    expect(streamed.size).toBe(4);
    expect(streamed.get(stays)).toMatchObject({ email: 'a@gmail.com', version: 1 });
    expect(streamed.get(leaves)).toMatchObject({ email: '', version: 2, fields: {} });
    expect(streamed.get(grows)).toMatchObject({ email: '', version: 2 });
    expect(streamed.get(gone)).toMatchObject({ email: '', version: 0 });
    expect(await newsOf(service, leaves)).toMatchObject([{ version: 1, advertisingConsent: true }, { version: 2, advertisingConsent: false }]);
    expect(await newsOf(service, grows)).toMatchObject([{ version: 1, massTreatment: true }, { version: 2, massTreatment: false }]);
    expect(await newsOf(service, gone)).toMatchObject([{ version: 1, email: 'd@gmail.com' }, { version: 2, email: null, advertisingConsent: false }]);
  });

  it('judges the rest in a snapshot of its own after a kill between two parts, nobody twice, and says so', async () => {
    const crowd = aCrowd(40);
    await saveContacts(service, { email: 'silent@gmail.com' }, ...crowd.slice(0, 20));
    const late = await saveContacts(service, ...crowd.slice(20));
    const launch = aLaunch(await createSegment(service, 'all', EVERYBODY));
    await freezeFirst(launch, 21);
    const half = await audienceOf(launch);
    for (const id of [late[0], await contactIdOf('u0@gmail.com')]) await service.post(`/v1/contacts/${id}/consents`, { granted: false, source: 'phone' });
    const [fresh = ''] = await saveContacts(service, aContact('fresh@gmail.com'));

    await deliver(service, campaignLaunched, launch, 2);

    const streamed = await recipients();
    expect(half).toMatchObject({ state: 'freezing', selected: 21, audience: 20, leftOut: { no_consent: 1 }, published: 0, snapshots: [expect.any(String)], frozenAt: null });
    expect(new Set(streamed.map(({ contactId }) => contactId)).size).toBe(40);
    expect(streamed).toHaveLength(40);
    expect(streamed.map(({ contactId }) => contactId)).toContain(fresh);
    expect(streamed.map(({ contactId }) => contactId)).not.toContain(late[0]);
    const whole = await audienceOf(launch) as { chunks: number };
    expect(whole).toMatchObject({ state: 'frozen', selected: 42, audience: 40, leftOut: { no_consent: 2 }, published: whole.chunks, snapshots: [expect.any(String), expect.any(String)] });
    expect(await service.published(audienceFrozen)).toMatchObject([{ selected: 42, audience: 40, chunks: whole.chunks, leftOut: { no_consent: 2 } }]);
  });

  it('goes on with an audience whose freeze was cut off when its chunks are asked for', async () => {
    await saveContacts(service, ...aCrowd(5));
    const launch = aLaunch(await createSegment(service, 'all', EVERYBODY));
    await freezeFirst(launch, 2);

    await deliver(service, audienceChunksRequested, { campaignId: launch.campaignId, numbers: null, at: new Date().toISOString() }, 1);

    expect(await service.published(audienceFrozen)).toMatchObject([{ selected: 5, audience: 5 }]);
    expect(new Set((await recipients()).map(({ contactId }) => contactId)).size).toBe(5);
  });

  it('leaves the freeze to one of two processes that have the same launch', async () => {
    await saveContacts(service, ...aCrowd(5));
    const launch = aLaunch(await createSegment(service, 'all', EVERYBODY));
    const other = await service.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast audience'), hashtext($1))`, [launch.campaignId]);
      return freezeOnly(launch);
    });

    expect(other).toBe('busy');
    expect(await Promise.all([freezeOnly(launch), freezeOnly(launch)])).toEqual(['frozen', 'known']);
    expect((await service.get(`/v1/audiences/${randomUUID()}`)).status).toBe(404);
  });

  it('refuses a segment that is not there or not any more, once', async () => {
    const removed = await createSegment(service, 'gone', EVERYBODY);
    await service.call('DELETE', `/v1/segments/${removed}`);

    for (const segmentId of [randomUUID(), removed]) await deliver(service, campaignLaunched, aLaunch(segmentId));

    expect((await service.published(audienceRefused)).map(({ reason }) => reason)).toEqual(['unknown_segment', 'unknown_segment']);
    expect(await service.published(audienceFrozen)).toEqual([]);
  });

  it('waits for the rules that the segment looks at to be judged', async () => {
    await saveContacts(service, ...aCrowd(5));
    const inner = await createSegment(service, 'inner', EVERYBODY);
    const outer = await createSegment(service, 'outer', { segment: inner });
    await service.database.query(`DELETE FROM segment_members`);
    await service.database.query(`UPDATE segments SET evaluation = 'asked' WHERE id = $1`, [inner]);
    const launch = aLaunch(outer);
    expect(await freezeOnly(launch)).toBe('unfinished');

    await deliver(service, campaignLaunched, launch);

    expect(await service.published(audienceFrozen)).toMatchObject([{ selected: 5, audience: 5 }]);
  });

  it('publishes chunks again that are asked for, with the same contacts, and goes on where the stream was cut off', async () => {
    const crowd = aCrowd(CROWD);
    for (let from = 0; from < CROWD; from += 1000) await saveContacts(service, ...crowd.slice(from, from + 1000));
    const launch = aLaunch(await createSegment(service, 'all', EVERYBODY));
    await deliver(service, campaignLaunched, launch);
    const [first] = (await service.published(audienceChunkPrepared)).filter(({ number }) => number === 0);
    await service.database.query('UPDATE audience_chunks SET published = false WHERE number > 1');

    await deliver(service, audienceChunksRequested, { campaignId: launch.campaignId, numbers: [0, 2], at: new Date().toISOString() }, 1);

    const chunks = await service.published(audienceChunkPrepared);
    const numbers = chunks.map(({ number }) => number);
    expect([0, 1, 2, 3].map((wanted) => numbers.filter((number) => number === wanted).length)).toEqual([2, 1, 2, 2]);
    for (const chunk of chunks.filter(({ number }) => number === 0)) expect(chunk).toEqual(first);
    const [frozen, again, ...more] = await service.published(audienceFrozen);
    expect({ again, more }).toEqual({ again: frozen, more: [] });
  });

  it('answers a request of a funnel once, with who may be reached and why others may not', async () => {
    const [reached = '', silent = '', giant = ''] = await saveContacts(
      service, aContact('a@gmail.com'), { email: 'b@gmail.com' }, aContact('c@giant.test', { account: { signals: { seats: 9000 } } }));
    const stranger = randomUUID();
    const request = {
      bucket: 1, funnelId: randomUUID(), funnelVersion: 1, step: 'hello', templateId: randomUUID(), fields: ['email'], contactIds: [reached, silent, giant, stranger],
    };

    await deliver(service, messagesRequested, request);

    const [answer, ...more] = await service.published(recipientsResolved);
    expect(more).toEqual([]);
    expect(answer).toMatchObject({
      source: { kind: 'funnel', id: request.funnelId, step: 'hello' },
      recipients: [{ contactId: reached, fields: { email: 'a@gmail.com' } }],
      refused: [{ contactId: silent, reason: 'no_consent' }, { contactId: giant, reason: 'upper_tier' }, { contactId: stranger, reason: 'unknown_contact' }],
    });
  });

  it('leaves out who has an address at a large company, whatever small account a list gives him, but not where a person says that the account is small', async () => {
    const freelancers = { key: 'crm-5', signals: { employees: 3 } };
    const [, anna = '', below = '', ivan = '', , , customer = ''] = await saveContacts(
      service, aContact('boss@giant.test', { account: { key: 'crm-1', signals: { employees: 5000 } } }),
      aContact('anna@giant.test', { account: freelancers }), aContact('olga@eu.mail.giant.test', { account: freelancers }), aContact('ivan@small.test', { account: freelancers }), aContact('jan@small.test', { account: freelancers }),
      aContact('eva@small.test', { account: freelancers }), aContact('ann@gmail.com', { account: freelancers }));
    const launch = aLaunch(await createSegment(service, 'all', EVERYBODY));
    const request = { bucket: 1, funnelId: randomUUID(), funnelVersion: 1, step: 'hello', templateId: randomUUID(), fields: ['email'], contactIds: [anna, below, ivan] };

    await deliver(service, campaignLaunched, launch);
    await deliver(service, messagesRequested, request);
    const reached = await recipients();
    await importCsv(service, 'email,account,language\nanna@giant.test,crm-5,en\n');
    const told = [(await newsOf(service, anna)).at(-1), (await newsOf(service, customer)).at(-1)];
    const { accounts } = (await service.get('/v1/accounts')).body as { accounts: { id: string; key: string }[] };
    await service.call('PUT', `/v1/accounts/${accounts.find(({ key }) => key === 'crm-5')?.id}/tier`, { body: { tier: 'SOHO' } });
    const ofWord = aLaunch(launch.segmentId);
    await deliver(service, campaignLaunched, ofWord);

    expect(await audienceOf(launch)).toMatchObject({ selected: 7, audience: 4, leftOut: { upper_tier: 3 } });
    expect(reached.map(({ email }) => email).toSorted()).toEqual(['ann@gmail.com', 'eva@small.test', 'ivan@small.test', 'jan@small.test']);
    expect(await service.published(recipientsResolved)).toMatchObject([{ recipients: [{ contactId: ivan }], refused: [{ contactId: anna, reason: 'upper_tier' }, { contactId: below, reason: 'upper_tier' }] }]);
    expect(told).toMatchObject([{ tier: 'SOHO', massTreatment: false }, { tier: 'SOHO', massTreatment: true }]);
    expect(await audienceOf(ofWord)).toMatchObject({ audience: 6, leftOut: { upper_tier: 1 } });
  });

  it('reaches nobody of an account that waits to be joined with a large one', async () => {
    await saveContacts(service, aContact('boss@giant.test', { account: { key: 'crm-1', signals: { employees: 5000 } } }));
    await settled(service);
    const answered = async (): Promise<boolean> => (await service.published(recipientsResolved)).length > 0;
    const waiting = async (): Promise<number> => (await service.database.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory'`)).length;

    const { anna, delivered } = await service.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast account joins'))`);
      const [id = ''] = await saveContacts(service, aContact('anna@eu.giant.test'));
      await waitUntil(async () => (await waiting()) > 0, { what: 'the joining to wait' });
      const request = { bucket: 1, funnelId: randomUUID(), funnelVersion: 1, step: 'hello', templateId: randomUUID(), fields: ['email'], contactIds: [id] };
      const delivery = [deliver(service, messagesRequested, request, 1)];
      await waitUntil(async () => (await answered()) || (await waiting()) > 1, { what: 'the request to wait, or to be answered' });
      return { anna: id, delivered: delivery };
    });
    await delivered[0];

    expect(await service.published(recipientsResolved)).toMatchObject([{ recipients: [], refused: [{ contactId: anna, reason: 'upper_tier' }] }]);
  });

  it('tells the address of a contact for a transactional message, whatever his tier and consent, once', async () => {
    const [boss = ''] = await saveContacts(service, { email: 'boss@giant.test', name: 'Boss', account: { signals: { employees: 5000 } } });
    const asked = (contactId: string) => ({ source: { kind: 'message' as const, id: randomUUID(), step: randomUUID() }, templateId: randomUUID(), contactId, fields: ['name', 'city'] });
    const [known, unknown] = [asked(boss), asked(randomUUID())];

    await deliver(service, recipientRequested, known, 2);
    await deliver(service, recipientRequested, unknown);

    expect(await service.published(recipientsResolved)).toMatchObject([
      { source: known.source, recipients: [{ contactId: boss, email: 'boss@giant.test', fields: { name: 'Boss', city: null } }], refused: [] },
      { source: unknown.source, recipients: [], refused: [{ contactId: unknown.contactId, reason: 'unknown_contact' }] },
    ]);
  });

  it('says whom a segment would reach now, as a freeze would count them', async () => {
    await saveContacts(service, ...aCrowd(5));
    await saveContacts(service, { email: 'silent@gmail.com' }, aContact('boss@giant.test', { account: { signals: { employees: 5000 } } }));
    const id = await createSegment(service, 'all', EVERYBODY);

    expect((await service.get(`/v1/segments/${id}/reach`)).body).toEqual({ selected: 7, audience: 5, leftOut: { upper_tier: 1, unknown_tier: 0, doubtful_tier: 0, no_consent: 1, no_address: 0, role_address: 0, disposable_address: 0, suppressed: 0 }, lacking: {}, beyondAscii: 0 });
    expect((await service.get(`/v1/segments/${randomUUID()}/reach`)).status).toBe(404);
  });

  it('says how many of those whom it would reach have no value for a merge field', async () => {
    await saveContacts(service, aContact('a@gmail.com', { name: 'Ann', attributes: { plan: 'basic', tags: ['x'] } }), aContact('b@firm.test', { attributes: { plan: '' }, account: { name: 'Firm', signals: { seats: 3 } } }));
    await saveContacts(service, { email: 'silent@gmail.com' });
    const id = await createSegment(service, 'all', EVERYBODY);
    const fields = ['email', 'name', 'plan', 'attributes.plan', 'tags', 'account.name', 'account.seats', 'account.tier', 'nowhere', "o'clock"];

    expect((await service.get(`/v1/segments/${id}/reach?fields=${encodeURIComponent(fields.join())}`)).body).toMatchObject({
      selected: 3, audience: 2, lacking: { email: 0, name: 1, plan: 1, 'attributes.plan': 1, tags: 2, 'account.name': 1, 'account.seats': 1, 'account.tier': 0, nowhere: 2, "o'clock": 2 },
    });
  });

  it('says how many of those whom it would reach have an address beyond ASCII', async () => {
    await saveContacts(service, aContact('a@gmail.com'), aContact('почта@firm.test'), aContact('b@почта.рф'), { email: 'тихо@gmail.com' });
    const id = await createSegment(service, 'all', EVERYBODY);

    expect((await service.get(`/v1/segments/${id}/reach`)).body).toMatchObject({ selected: 4, audience: 3, beyondAscii: 1 });
  });

  it('tells the merge fields of a contact, as a message to him would have them', async () => {
    const [id = ''] = await saveContacts(service, { email: 'silent@gmail.com', name: 'Ann', attributes: { plan: 'basic', tags: ['x'] } });

    expect((await service.get(`/v1/contacts/${id}/merge-fields?names=name,plan,tags,account.tier,nowhere`)).body).toEqual({ fields: { name: 'Ann', plan: 'basic', tags: null, 'account.tier': 'UNKNOWN', nowhere: null } });
    expect((await service.get(`/v1/contacts/${randomUUID()}/merge-fields?names=name`)).status).toBe(404);
  });
});
