import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { consentMessageRequested } from '@widecast/contracts';
import { startTestService, waitUntil, type Answer, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { aContact, createSegment, forgetEverything, membersOf, newsOf, saveContacts } from './support.ts';

const template = randomUUID();

describe('consents', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation, { env: { PUBLIC_URL: 'https://mail.example', CHORES_MS: '100' } });
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const ask = (id: string, more: object = {}): Promise<Answer> => service.post(`/v1/contacts/${id}/consent-requests`, { templateId: template, source: 'web form', wording: '2026-03', ...more });
  const stateOf = async (id: string): Promise<string | undefined> =>
    ((await service.get(`/v1/contacts/${id}/consents`)).body as { states: { purpose: string; state: string }[] }).states.find(({ purpose }) => purpose === 'advertising')?.state;
  const messages = async (contactId?: string): Promise<{ reminder: boolean; path: string }[]> =>
    (await service.published(consentMessageRequested)).filter((message) => !contactId || message.contactId === contactId).map(({ reminder, fields }) => ({ reminder, path: String(fields['confirm_url']).replace('https://mail.example', '') }));
  const follow = (method: string, path = ''): Promise<Answer> => service.call(method, path, { scopes: null });

  it('wait for the button behind the link, which works more than once and gives the consent once', async () => {
    const [anna = ''] = await saveContacts(service, { email: 'a@gmail.com' });
    const { status, body } = await ask(anna);
    const [message] = await messages();
    expect([status, await stateOf(anna)]).toEqual([201, 'pending']);

    for (const method of ['GET', 'HEAD', 'GET']) expect((await follow(method, message?.path)).status).toBe(200);
    expect(await stateOf(anna)).toBe('pending');
    for (let n = 0; n < 3; n += 1) expect((await follow('POST', message?.path)).status).toBe(200);

    const { body: ledger } = await service.get(`/v1/contacts/${anna}/consents`);
    expect(ledger).toMatchObject({
      states: expect.arrayContaining([expect.objectContaining({ purpose: 'advertising', state: 'given' })]) as unknown,
      records: [{ what: 'asked', actor: 'test' }, { what: 'given', source: 'web form', channel: 'email', wording: '2026-03', proof: expect.stringContaining((body as { id: string }).id) as unknown, actor: null }],
    });
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ advertisingConsent: true, version: 2 });
    expect((await ask(anna)).status).toBe(409);

    await service.post(`/v1/contacts/${anna}/consents`, { granted: false, source: 'phone' });
    expect([(await follow('POST', message?.path)).status, await stateOf(anna)]).toEqual([410, 'withdrawn']);
  });

  it('are asked for once while a request is open, and reminded of once', async () => {
    const [anna = ''] = await saveContacts(service, { email: 'a@gmail.com' });
    const answers = await Promise.all([ask(anna), ask(anna), ask(anna)]);
    const ids = new Set(answers.map(({ body }) => (body as { id: string }).id));
    const [id = ''] = ids;

    const reminders = [await service.post(`/v1/consent-requests/${id}/reminder`), await service.post(`/v1/consent-requests/${id}/reminder`)];

    expect([ids.size, ...reminders.map(({ status }) => status)]).toEqual([1, 200, 409]);
    expect((await messages()).map(({ reminder }) => reminder)).toEqual([false, true]);
  });

  it('are reminded of by the clock, once, when that was asked for', async () => {
    const [anna = ''] = await saveContacts(service, { email: 'a@gmail.com' });
    await ask(anna, { remindAfterHours: 24 });
    await service.database.query(`UPDATE consent_requests SET remind_at = now()`);

    await waitUntil(async () => (await messages()).length === 2, { what: 'the reminder' });

    await service.database.query(`UPDATE consent_requests SET remind_at = now()`);
    await follow('GET', (await messages())[1]?.path);
    expect((await messages()).map(({ reminder }) => reminder)).toEqual([false, true]);
  });

  it('are not given by a link that is late, forged, or older than a withdrawal', async () => {
    const [anna = '', boris = ''] = await saveContacts(service, aContact('a@gmail.com'), { email: 'b@gmail.com' });
    await service.post(`/v1/contacts/${anna}/consents`, { granted: false, source: 'phone' });
    await ask(anna);
    await ask(boris);
    const [first] = await messages(anna);
    const [second] = await messages(boris);
    await service.post(`/v1/contacts/${anna}/consents`, { granted: false, source: 'phone again' });
    await service.database.query('UPDATE consent_requests SET expires_at = now() WHERE contact_id = $1', [boris]);

    expect([(await follow('POST', first?.path)).status, (await follow('POST', second?.path)).status]).toEqual([410, 410]);
    for (const method of ['GET', 'POST']) expect((await follow(method, `${first?.path.slice(0, -4)}AAAA`)).status).toBe(404);
    expect([await stateOf(anna), await stateOf(boris)]).toEqual(['withdrawn', 'never_asked']);
    expect((await ask(randomUUID())).status).toBe(404);
  });

  it('are not given by a link that was sent to an address which the contact has no more; he can be asked anew', async () => {
    const [anna = ''] = await saveContacts(service, { email: 'a@gmail.com', externalId: '1' });
    const first = await ask(anna);
    await saveContacts(service, { email: 'new@gmail.com', externalId: '1' });

    expect((await follow('POST', (await messages())[0]?.path)).status).toBe(410);
    expect(await stateOf(anna)).toBe('never_asked');
    const second = await ask(anna);
    expect((second.body as { id: string }).id).not.toBe((first.body as { id: string }).id);
    expect((await follow('POST', (await messages())[1]?.path)).status).toBe(200);
    expect(await stateOf(anna)).toBe('given');
  });

  it('are counted: asked, reminded, confirmed, waiting and expired', async () => {
    const counted = async (): Promise<Record<string, number>> => Object.fromEntries([...String((await service.get('/metrics')).body).matchAll(/^widecast_consent_requests_\w+\{service="segmentation",\w+="(?<what>\w+)"\} (?<n>\d+)$/gm)]
      .map(({ groups }) => [groups?.['what'] ?? '', Number(groups?.['n'])]));
    const before = await counted();
    const [anna = '', boris = '', clara = ''] = await saveContacts(service, { email: 'a@gmail.com' }, { email: 'b@gmail.com' }, { email: 'c@gmail.com' });
    await ask(anna);
    await ask(boris);
    const { body } = await ask(clara);
    await service.post(`/v1/consent-requests/${(body as { id: string }).id}/reminder`);
    await follow('POST', (await messages(anna))[0]?.path);
    await service.database.query('UPDATE consent_requests SET expires_at = now() WHERE contact_id = $1', [boris]);

    const { asked = 0, reminded = 0, confirmed = 0, ...now } = await counted();
    expect([asked - (before['asked'] ?? 0), reminded - (before['reminded'] ?? 0), confirmed - (before['confirmed'] ?? 0), now]).toEqual([3, 1, 1, { waiting: 1, expired: 1 }]);
  });

  it('of every purpose are records of their own, that rules ask for and a CSV file proves', async () => {
    const [anna = '', boris = ''] = await saveContacts(service, { email: 'a@gmail.com' }, { email: 'b@gmail.com' });
    const tracked = await createSegment(service, 'tracked', { consent: 'tracking', is: true });

    await service.post(`/v1/contacts/${anna}/consents`, { purpose: 'tracking', granted: true, source: '=cmd("x")' });
    await service.post(`/v1/contacts/${boris}/consents`, { purpose: 'advertising', granted: true, source: 'form' });

    expect(await membersOf(service, tracked)).toEqual([anna]);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ trackingConsent: true, advertisingConsent: false });
    const { body, headers } = await service.get(`/v1/contacts/${anna}/consents/proof`);
    expect(headers.get('content-type')).toContain('text/csv');
    expect(String(body).split('\r\n')).toEqual([
      'contactId,email,at,purpose,what,source,channel,wording,proof,actor',
      expect.stringMatching(new RegExp(`^"${anna}","a@gmail.com","20.*","tracking","given","'=cmd\\(""x""\\)","","","","test"$`)), '',
    ]);
  });
});
