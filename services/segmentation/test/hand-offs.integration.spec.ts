import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ticketChanged, ticketOpened } from '@widecast/contracts';
import { signatureHeaders } from '@widecast/webhooks';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { aContact, deliver, forgetEverything, saveContacts, settled } from './support.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: { id: string; handedOff: boolean; account: { key: string; tickets?: unknown[]; people?: unknown[] } };
}

describe('an account that is handed over', () => {
  let service: TestService;
  let crm: Server;
  let url: string;
  let isBusy = false;
  let isClosed = false;
  const heard: Heard[] = [];

  beforeAll(async () => {
    crm = createServer((request, response) => {
      void json(request).then((body) => {
        heard.push({ headers: request.headers, body: body as Heard['body'] });
        response.writeHead(isClosed ? 401 : isBusy ? 503 : 204, isBusy ? { 'retry-after': '1' } : {}).end();
        isBusy = false;
      });
    });
    await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/in`;
    service = await startTestService(segmentation, { env: { WEBHOOK_REACH: 'private' } });
  });

  beforeEach(() => forgetEverything(service));

  afterAll(async () => {
    await service.stop();
    crm.close();
  });

  const idOf = async (key: string): Promise<string> => (await service.database.query<{ id: string }>('SELECT id FROM accounts WHERE key = $1', [key]))[0]?.id ?? '';
  const company = (key: string, employees: number, more: Record<string, unknown> = {}): ReturnType<typeof aContact> => aContact(`a@${key}`, { account: { key, signals: { employees, ...more } } });
  const tierOf = async (key: string): Promise<unknown> => {
    await settled(service);
    return ((await service.get(`/v1/accounts/${await idOf(key)}`)).body as { tier: string }).tier;
  };

  it('is told to a program with its whole file, signed, until it is taken, and so is the way back', async () => {
    const { status, body } = await service.call('PUT', '/v1/hand-offs/webhook', { body: { url } });
    expect(status).toBe(200);
    isBusy = true;
    const [anna = ''] = await saveContacts(service, company('big.test', 12));
    await deliver(service, ticketOpened, {
      ticketId: randomUUID(), contactId: anna, channel: 'mail', language: 'en', intent: 'question', urgency: 'high', complaint: true, queue: 'general', at: new Date().toISOString(),
    });

    await saveContacts(service, company('big.test', 4000));
    await waitUntil(() => Promise.resolve(heard.length === 2), { what: 'the second attempt' });

    const [first, second] = heard;
    expect(second?.body).toMatchObject({ id: first?.body.id, handedOff: true, account: { key: 'big.test', people: [{ email: 'a@big.test' }], tickets: [{ contactId: anna, complaint: true }] } });
    const text = Buffer.from(JSON.stringify(second?.body));
    const stamp = { id: second?.body.id ?? '', timestamp: Number(second?.headers['webhook-timestamp']), body: text };
    expect(signatureHeaders(stamp, (body as { secret: string }).secret)).toMatchObject({ 'webhook-signature': second?.headers['webhook-signature'] });
    await saveContacts(service, company('big.test', 12, { revenue: 1_000_000 }));
    await waitUntil(() => Promise.resolve(heard.at(-1)?.body.handedOff === false), { what: 'the way back' });
    await waitUntil(async () => ((await service.get('/v1/hand-offs/webhook')).body as { waiting: number }).waiting === 0, { what: 'nothing to wait' });
    await service.call('DELETE', '/v1/hand-offs/webhook', {});
  });

  it('is told of in order: the way back waits for the way there', async () => {
    await service.call('PUT', '/v1/hand-offs/webhook', { body: { url } });
    await saveContacts(service, company('big.test', 12));
    heard.length = 0;
    isBusy = true;

    await saveContacts(service, company('big.test', 4000));
    await waitUntil(() => Promise.resolve(heard.length > 0), { what: 'the first attempt' });
    await saveContacts(service, company('big.test', 12, { revenue: 1_000_000 }));
    await waitUntil(async () => ((await service.get('/v1/hand-offs/webhook')).body as { waiting: number }).waiting === 0, { what: 'nothing to wait' });

    expect(heard.map(({ body }) => body.handedOff)).toEqual([true, true, false]);
    await service.call('DELETE', '/v1/hand-offs/webhook', {});
  });

  it('is told once more where the program refused it, when the webhook is set again, as far as it is still so', async () => {
    await service.call('PUT', '/v1/hand-offs/webhook', { body: { url } });
    await saveContacts(service, company('big.test', 12), company('back.test', 12));
    isClosed = true;
    await saveContacts(service, company('big.test', 4000), company('back.test', 4000));
    await settled(service);
    await service.call('POST', `/v1/hand-offs/${await idOf('back.test')}/return`, { body: {} });
    await waitUntil(async () => ((await service.get('/v1/hand-offs/webhook')).body as { refused: number }).refused === 3, { what: 'what is refused' });
    isClosed = false;
    heard.length = 0;

    await service.call('PUT', '/v1/hand-offs/webhook', { body: { url } });
    await waitUntil(async () => ((await service.get('/v1/hand-offs/webhook')).body as { waiting: number }).waiting === 0, { what: 'nothing to wait' });
    expect(heard.map(({ body }) => `${body.account.key} ${body.handedOff}`).toSorted()).toEqual(['back.test false', 'big.test true']);
    expect((await service.get('/v1/hand-offs/webhook')).body).toMatchObject({ refused: 0, fault: null });
    await service.call('DELETE', '/v1/hand-offs/webhook', {});
  });

  it('keeps no ticket of a person who is gone or did not write it, however late it is told', async () => {
    const [anna = '', boris = ''] = await saveContacts(service, company('big.test', 4000), aContact('b@big.test'));
    const ticket = (contactId: string | null) => ({
      ticketId: randomUUID(), contactId, channel: 'mail' as const, language: 'en', intent: 'question', urgency: 'high' as const, complaint: true, queue: 'general', at: new Date().toISOString(),
    });
    const [unlinked, kept, late, moved] = [ticket(anna), ticket(boris), ticket(anna), ticket(boris)];
    for (const each of [unlinked, kept, moved]) await deliver(service, ticketOpened, each);

    await deliver(service, ticketChanged, { ...unlinked, contactId: null, version: 2, state: 'open' });
    await deliver(service, ticketChanged, { ...kept, contactId: null, version: 1, state: 'open' });
    expect((await service.post('/v1/erasures', { contactId: anna })).status).toBe(202);
    await deliver(service, ticketOpened, late);
    await deliver(service, ticketChanged, { ...moved, contactId: anna, version: 2, state: 'open' });

    expect(await service.database.query('SELECT ticket_id AS id, contact_id AS contact FROM contact_tickets')).toEqual([{ id: kept.ticketId, contact: boris }]);
  });

  it('goes to a CRM as CSV without formulas', async () => {
    await saveContacts(service, aContact('a@big.test', { account: { name: '=HYPERLINK("https://bad.example")', signals: { employees: 4000 } } }));

    const { status, body } = await service.get('/v1/hand-offs/export');

    expect(status).toBe(200);
    const [titles, line] = String(body).split('\r\n');
    expect(titles).toMatch(/^account_id,key,name,tier/);
    expect(line).toContain(`"big.test","'=HYPERLINK(""https://bad.example"")","ENTERPRISE"`);
  });

  it('takes those along that a person attaches to it, gives them back when detached, and never goes round in a circle', async () => {
    await saveContacts(service, company('head.test', 4000), company('mid.test', 3), company('shop.test', 3));
    const [head, mid, shop] = await Promise.all(['head.test', 'mid.test', 'shop.test'].map(idOf));
    const attach = async (id = '', parentId: string | null = null): Promise<number> => (await service.call('PUT', `/v1/accounts/${id}/parent`, { body: { parentId } })).status;

    expect([await attach(mid, head), await attach(shop, mid)]).toEqual([200, 200]);
    expect(await tierOf('shop.test')).toBe('ENTERPRISE');
    expect([await attach(head, shop), await attach(head, head), await attach(head, randomUUID())]).toEqual([409, 409, 404]);
    expect((await service.get(`/v1/accounts/${shop}/joined`)).body).toMatchObject({ accounts: [{ key: 'shop.test' }, {}, {}] });

    expect(await attach(mid)).toBe(200);
    expect([await tierOf('shop.test'), await tierOf('mid.test'), await tierOf('head.test')]).toEqual(['SOHO', 'SOHO', 'ENTERPRISE']);
  });
});
