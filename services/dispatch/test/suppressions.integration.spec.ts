import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bucketOf, contactsChanged, contactUnsubscribed, suppressionsChanged, type Recipient, type SuppressionsChanged } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { aCampaign, aRecipient, launchOver, startStage, untilState, type Stage } from './builders.ts';
import { parseMail } from './mail.ts';

describe('a suppression', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage({ env: { PUBLIC_URL: 'https://mail.example/' } });
  });

  afterAll(() => stage.stop());

  beforeEach(() => stage.sink.clear());

  const linkIn = (n: number): string =>
    /<https:\/\/mail\.example(\/u\/[^>]+)>/.exec(parseMail(stage.sink.messages()[n]?.raw ?? Buffer.alloc(0)).headers['list-unsubscribe'] ?? '')?.[1] ?? '';
  const suppressed = async (): Promise<string[]> =>
    ((await stage.service.get('/v1/suppressions')).body as { suppressions: { email: string | null; reason: string }[] }).suppressions.map(({ email, reason }) => `${email} ${reason}`).toSorted();
  const knowing = async ({ contactId, email }: Recipient, version: number, advertisingConsent: boolean): Promise<void> => {
    const contacts = [{ contactId, version, email, accountId: null, tier: 'SMB' as const, massTreatment: true, advertisingConsent }];
    await stage.service.publish(contactsChanged, { bucket: bucketOf(contactId), contacts });
    await waitUntil(async () => (await stage.service.database.query('SELECT FROM contact_facts WHERE contact_id = $1 AND version >= $2', [contactId, version])).length > 0, { what: 'facts' });
  };
  /** What the ledger says of a campaign to this one. */
  const mail = async (person: Recipient): Promise<Record<string, unknown>> => {
    const id = await aCampaign(stage.service);
    await launchOver(stage.service, id, [person]);
    return (await untilState(stage.service, id, 'finished')).ledger;
  };

  it('is of an address however its domain is written', async () => {
    const [spelt, kept] = ['ivan@ромашка.рф', 'ivan@xn--80aa3agjl3d.xn--p1ai'];

    expect(await stage.service.post('/v1/suppressions', { email: spelt, reason: 'his letter' })).toMatchObject({ body: { email: kept } });
    expect((await stage.service.post('/v1/suppressions', { email: kept, reason: 'again' })).body).toMatchObject({ reason: 'his letter' });
    expect(await mail({ ...aRecipient(4711), email: kept })).toMatchObject({ accepted: 0 });
    expect((await stage.service.call('DELETE', `/v1/suppressions/${encodeURIComponent(spelt)}`)).body).toMatchObject({ removed: [{ email: kept }] });
  });

  it('is made by one click in a message, and no sooner', async () => {
    const { service, sink } = stage;
    const person = aRecipient(77);
    const id = await aCampaign(service);
    await launchOver(service, id, [person]);
    await untilState(service, id, 'finished');
    const url = linkIn(0);
    const anonymous = (method: string, path: string, raw?: { content: string; type: string }) => service.call(method, path, { scopes: null, ...(raw ? { raw } : {}) });

    for (const method of ['GET', 'HEAD', 'GET']) expect((await anonymous(method, url)).status).toBe(200);
    expect((await anonymous('GET', url)).body).toContain('<form method="post">');
    expect(((await service.get('/v1/suppressions')).body as { suppressions: unknown[] }).suppressions).toEqual([]);

    const boundary = 'x';
    const bodies = [
      { content: 'List-Unsubscribe=One-Click', type: 'application/x-www-form-urlencoded' },
      { content: `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` },
    ];
    for (const raw of [...bodies, undefined, ...bodies]) expect((await anonymous('POST', url, raw)).status).toBe(200);
    const events = await service.published(contactUnsubscribed);
    // Each click is told: he may have consented anew in between.
    expect(events).toEqual(Array.from({ length: 5 }, () => ({ contactId: person.contactId, source: { kind: 'campaign', id, step: '' }, at: expect.any(String) })));

    const forged = `${url.slice(0, -6)}${url.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;
    for (const method of ['GET', 'POST']) {
      const { status, body } = await anonymous(method, forged);
      expect(status).toBe(404);
      expect(body).not.toContain(person.email);
    }

    sink.clear();
    const next = await aCampaign(service);
    await launchOver(service, next, [person, { ...aRecipient(78), email: person.email }, aRecipient(79)]);
    expect((await untilState(service, next, 'finished')).ledger).toMatchObject({ suppressed: 2, accepted: 1 });
    expect(sink.recipients()).toEqual(['person79@example.com']);
  });

  it('by a link ends when the contact consents anew after it, and not by older news', async () => {
    const { service } = stage;
    const person = aRecipient(301);
    await mail(person);
    await service.call('POST', linkIn(0), { scopes: null });

    await knowing(person, 2, true);
    expect(await mail({ ...person, version: 2 })).toMatchObject({ suppressed: 1 });
    await knowing(person, 3, false);
    await knowing(person, 2, true);
    expect(await mail({ ...person, version: 3 })).toMatchObject({ suppressed: 1 });
    await knowing(person, 4, true);

    expect(await mail({ ...person, version: 4 })).toMatchObject({ accepted: 1, suppressed: 0 });
    await service.call('POST', linkIn(0), { scopes: null });
    expect(await mail({ ...person, version: 4 })).toMatchObject({ suppressed: 1 });
  });

  it('is taken away by hand, a broken address only when asked for', async () => {
    const { service } = stage;
    const person = aRecipient(302);
    await mail(person);
    await service.call('POST', linkIn(0), { scopes: null });
    await service.post('/v1/suppressions', { email: 'manual@example.com', reason: 'asked by phone' });
    await service.post('/v1/suppressions', { email: 'broken@example.com', reason: 'broken_address' });

    expect((await service.call('DELETE', '/v1/suppressions/PERSON302@example.com')).body).toMatchObject({ removed: [{ reason: 'unsubscribed' }, { reason: 'unsubscribed' }] });
    expect((await service.call('DELETE', '/v1/suppressions/manual@example.com')).status).toBe(200);
    expect((await service.call('DELETE', '/v1/suppressions/broken@example.com')).status).toBe(409);
    expect((await service.call('DELETE', '/v1/suppressions/broken@example.com?broken=true')).status).toBe(200);
    expect((await service.call('DELETE', '/v1/suppressions/broken@example.com?broken=true')).status).toBe(404);

    expect((await suppressed()).filter((each) => /manual|broken|person302/.test(each))).toEqual([]);
    expect(await mail(person)).toMatchObject({ accepted: 1 });
  });

  it('and its end are told with growing versions, also a broken address and one by a link, and all that stand when it is asked for', async () => {
    const { service } = stage;
    const person = aRecipient(303);
    const changes = async (): Promise<SuppressionsChanged['changes']> => (await service.published(suppressionsChanged)).flatMap((event) => event.changes);
    const toldOf = async (subject: string) => (await changes()).filter(({ email, contactId }) => (email ?? contactId) === subject);
    await mail(person);
    await service.call('POST', linkIn(0), { scopes: null });
    await knowing(person, 3, false);
    await knowing(person, 4, true);
    await service.post('/v1/suppressions', { email: 'told@example.com', reason: 'by hand' });
    await service.call('DELETE', '/v1/suppressions/told@example.com');
    await service.post('/v1/suppressions', { email: 'Told@example.com', reason: 'broken_address' });

    expect((await toldOf(person.contactId)).map(({ reason }) => reason)).toEqual(['unsubscribed', null]);
    expect((await toldOf(person.email)).map(({ reason }) => reason)).toEqual(['unsubscribed', null]);
    expect((await toldOf('told@example.com')).map(({ reason }) => reason)).toEqual(['by hand', null, 'broken_address']);
    const versions = (await changes()).map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));

    expect((await service.post('/v1/suppressions/republish')).status).toBe(202);
    await waitUntil(async () => (await service.published(suppressionsChanged)).some(({ completeFrom }) => completeFrom !== undefined), { what: 'all of them' });
    const complete = (await service.published(suppressionsChanged)).flatMap(({ completeFrom }) => completeFrom ?? []).at(-1) ?? Infinity;
    const standing = await service.database.query<{ subject: string }>('SELECT coalesce(email, contact_id::text) AS subject FROM suppressions');
    const again = (await changes()).filter(({ version }) => version > complete);
    expect(again.map(({ email, contactId }) => email ?? contactId ?? '').toSorted()).toEqual(standing.map(({ subject }) => subject).toSorted());
    expect(again.every(({ reason }) => reason !== null)).toBe(true);
  });
});
