import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactsChanged, contactUnsubscribed, segmentMembersChanged, type ContactUnsubscribed } from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { aContact, createSegment, deliver, forgetEverything, membersOf, newsOf, saveContacts, settled } from './support.ts';

describe('contacts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const show = async (id: string): Promise<Record<string, unknown>> => (await service.get(`/v1/contacts/${id}`)).body as Record<string, unknown>;
  const consent = (id: string, granted: boolean): Promise<unknown> => service.post(`/v1/contacts/${id}/consents`, { granted, source: 'phone' });
  const aClick = (contactId: string): ContactUnsubscribed => ({ contactId, source: { kind: 'campaign', id: randomUUID(), step: '' }, at: new Date().toISOString() });

  it('are refused with attributes that are none, and it is told what may be one', async () => {
    for (const value of [{ b: 1 }, [1], 'x'.repeat(65_537)]) {
      expect(await service.post('/v1/contacts', { contacts: [{ email: 'a@one.test', attributes: { a: value } }] })).toMatchObject({
        status: 422, body: { errors: [{ field: 'body.contacts.0.attributes.a', message: expect.stringContaining('must be a text') as unknown }] },
      });
    }
    expect(await service.post('/v1/contacts', { contacts: [{ email: 'a@one.test', account: { signals: { region: ['x'] } } }] })).toMatchObject({ status: 422, body: { errors: [{ message: expect.stringContaining('must be a text') as unknown }] } });
  });

  it('creates and changes, and says of each that is refused why', async () => {
    await saveContacts(service, aContact('a@one.test', { name: 'A', externalId: '1', account: { name: 'One', signals: { employees: 12 } } }));

    const { body } = await service.post('/v1/contacts', {
      contacts: [{ email: 'A@One.test', name: 'Anna' }, { email: 'nobody' }, { email: 'b@one.test', externalId: '1' }, { email: 'a@one.test' }, { email: 'c@one.test' }],
    });

    expect(body).toMatchObject({ created: 1, updated: 1, unchanged: 0, rejected: [{ index: 1, field: 'email' }, { index: 2, field: 'externalId' }, { index: 3, field: 'email' }] });
    const found = (await service.get('/v1/contacts?externalId=1')).body as { contacts: { id: string }[] };
    expect(await show(found.contacts[0]?.id ?? '')).toMatchObject({ name: 'Anna', version: 2, tier: 'SMB', account: { name: 'One', key: 'one.test' }, consents: [{ granted: true, source: 'test' }] });
  });

  it.each([['a text', { employees: '12 000' }], ['a truth', { seats: true }], ['another spelling', { Employees: 7 }]])('refuses %s for a signal that the tier hangs on', async (_what, signals) => {
    const { status } = await service.post('/v1/contacts', { contacts: [{ email: 'a@one.test', account: { signals } }] });

    expect(status).toBe(422);
  });

  it('pages through all in order of id', async () => {
    const ids = await saveContacts(service, ...Array.from({ length: 5 }, (_, n) => aContact(`u${n}@gmail.com`)));
    const pages: string[][] = [];
    for (let after = ''; ;) {
      const { body } = await service.get(`/v1/contacts?limit=2${after && `&after=${after}`}`);
      const page = body as { contacts: { id: string }[]; after: string | null };
      pages.push(page.contacts.map(({ id }) => id));
      if (page.after === null) break;
      after = page.after;
    }

    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(ids.toSorted());
  });

  it('tells others where in the market somebody belongs, by himself before his company, also when only the company moves', async () => {
    const company = (signals: Record<string, unknown>) => ({ key: 'firm.test', signals });
    const [anna = '', bert = ''] = await saveContacts(service,
      aContact('anna@firm.test', { attributes: { region: ' South ' }, account: company({ region: 'North', industry: 'retail' }) }), { email: 'bert@firm.test', account: company({}) });
    await saveContacts(service, aContact('carl@firm.test', { account: company({ industry: 'crafts', seats: 2 }) }));

    const toldOf = async (id: string): Promise<unknown[]> => (await newsOf(service, id)).map(({ market }) => market);
    expect(await toldOf(anna)).toEqual([{ region: 'South', industry: 'retail', leftOut: null }, { region: 'South', industry: 'crafts', leftOut: null }]);
    expect(await toldOf(bert)).toEqual([{ region: 'North', industry: 'retail', leftOut: 'no_consent' }, { region: 'North', industry: 'crafts', leftOut: 'no_consent' }]);

    await service.call('DELETE', `/v1/contacts/${bert}`);
    expect((await toldOf(bert)).at(-1)).toBeNull();
  });

  it('keeps every change of mind, counts the last, and tells the others', async () => {
    const [anna = ''] = await saveContacts(service, { email: 'a@gmail.com' });
    const agreed = await createSegment(service, 'agreed', { consent: 'advertising', is: true });

    for (const granted of [true, false, true]) await consent(anna, granted);

    expect(await show(anna)).toMatchObject({ advertisingConsent: true, version: 4, consents: [{ granted: true }, { granted: false }, { granted: true }] });
    expect((await newsOf(service, anna)).map(({ version, advertisingConsent }) => [version, advertisingConsent])).toEqual([[1, false], [2, true], [3, false], [4, true]]);
    expect(await membersOf(service, agreed)).toEqual([anna]);
    expect((await service.post(`/v1/contacts/${randomUUID()}/consents`, { granted: true, source: 'x' })).status).toBe(404);
  });

  it('keeps consents of other purposes apart from advertising, with wording, channel and who recorded them', async () => {
    const [anna = ''] = await saveContacts(service, { email: 'a@gmail.com' });

    await service.post(`/v1/contacts/${anna}/consents`, { purpose: 'personal_data', granted: true, source: 'form', channel: 'paper', wording: '2026-01' });

    expect(await show(anna)).toMatchObject({
      advertisingConsent: false, version: 2,
      consents: [{ purpose: 'personal_data', granted: true, channel: 'paper', wording: '2026-01', actor: expect.any(String) as unknown }],
    });
    expect((await service.post(`/v1/contacts/${anna}/consents`, { purpose: 'anything', granted: true, source: 'x' })).status).toBe(422);
  });

  it('withdraws once for a click, however often it is delivered, so that a later consent stays', async () => {
    const [anna = '', boris = ''] = await saveContacts(service, aContact('a@gmail.com'), aContact('b@gmail.com'));
    const click = aClick(anna);
    const log = service.publish(contactUnsubscribed, aClick(boris), aClick(boris), aClick(randomUUID()));
    await deliver(service, contactUnsubscribed, click);
    await log;
    expect(await show(anna)).toMatchObject({ advertisingConsent: false, version: 2, consents: [{ granted: true }, { granted: false, source: 'unsubscribe link' }] });
    await waitUntil(async () => (await show(boris))['advertisingConsent'] === false, { what: 'the other click' });
    await consent(anna, true);

    await deliver(service, contactUnsubscribed, aClick(boris));

    expect(await show(anna)).toMatchObject({ advertisingConsent: true, version: 3 });
  });

  it('forgets a contact with all that is known of him, and nothing of others', async () => {
    const [anna = '', boris = ''] = await saveContacts(service, aContact('a@one.test'), aContact('b@one.test'));
    const all = await createSegment(service, 'all', { field: 'email', op: 'exists' });
    const silent = await createSegment(service, 'who did nothing', { behaviour: 'visited', times: { op: 'eq', count: 0 } });
    await service.post('/v1/behaviour', { events: [{ eventId: 'e', contact: { id: anna }, type: 'bought', occurredAt: '2026-01-01T00:00:00Z' }] });

    const { status } = await service.call('DELETE', `/v1/contacts/${anna}`);

    expect(status).toBe(204);
    expect((await service.get(`/v1/contacts/${anna}`)).status).toBe(404);
    expect((await service.call('DELETE', `/v1/contacts/${anna}`)).status).toBe(404);
    await settled(service);
    for (const table of ['consents', 'behaviour_events', 'segment_members']) {
      expect(await service.database.query(`SELECT FROM ${table} WHERE contact_id = $1`, [anna])).toEqual([]);
    }
    expect([await membersOf(service, all), await membersOf(service, silent)]).toEqual([[boris], [boris]]);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ version: 2, email: null, accountId: null, advertisingConsent: false });
    expect((await service.published(segmentMembersChanged)).filter(({ left }) => left.includes(anna)).map(({ segmentId }) => segmentId).toSorted()).toEqual([all, silent].toSorted());
    expect((await newsOf(service, boris)).length).toBe(1);
  });

  it('tells of all contacts again when somebody must rebuild what he keeps of them', async () => {
    const ids = await saveContacts(service, aContact('a@gmail.com'), aContact('b@gmail.com'));

    await service.post('/v1/contacts/republish');

    await waitUntil(async () => (await service.published(contactsChanged)).flatMap(({ contacts }) => contacts).length === 4, { what: 'the second news' });
    expect((await newsOf(service, ids[0] ?? '')).map(({ version }) => version)).toEqual([1, 1]);
  });
});
