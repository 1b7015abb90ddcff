import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested } from '@widecast/contracts';
import { ErasablePersonalData } from '@widecast/service-kit';
import type { QuarantinedMailView } from '../src/quarantine/quarantine.endpoints.ts';
import { Desk } from './desk.ts';
import { letter, send } from './mail.ts';

describe('the quarantine', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  const listed = async (): Promise<QuarantinedMailView[]> => ((await desk.service.get('/v1/tickets/quarantine')).body as { mails: QuarantinedMailView[] }).mails;
  const newest = async (): Promise<string> => (await listed())[0]?.id ?? '';
  const refile = (id: string, body: object = {}) => desk.service.post(`/v1/tickets/quarantine/${id}/refile`, body);
  const nameless = (text: string): Buffer => letter({ from: 'nobody', text });

  it('shows a mail, and the whole of it as it came', async () => {
    const raw = nameless(`${'a'.repeat(60)}\n`.repeat(200));
    await send(desk.port, raw, { sender: 'bounce@customer.test' });
    const id = await newest();

    const shown = await desk.service.get(`/v1/tickets/quarantine/${id}`);
    const whole = await desk.service.get(`/v1/tickets/quarantine/${id}/mail`);

    expect(shown.body).toMatchObject({ id, reason: 'it has no usable From', bytes: raw.length, sender: 'bounce@customer.test', recipients: ['support@widecast.localhost'] });
    expect(whole.headers.get('content-type')).toBe('message/rfc822');
    expect(whole.headers.get('content-disposition')).toBe(`attachment; filename="${id}.eml"`);
    expect(String(whole.body)).toBe(raw.toString());
  });

  it('gives a mail back as a ticket when a person says who wrote it', async () => {
    await send(desk.port, nameless('Who am I?'));
    const id = await newest();

    const refused = await refile(id);
    const taken = await refile(id, { from: 'Known@customer.test' });

    expect([refused.status, (refused.body as { detail: string }).detail]).toEqual([409, 'The mail has no usable From; say in "from" who wrote it']);
    const [ticket] = await desk.ticketsOf('known@customer.test');
    expect(taken).toMatchObject({ status: 200, body: { outcome: 'opened', ticketId: ticket?.id } });
    expect(ticket?.messages[0]?.text).toBe('Who am I?');
    expect((await listed()).map((mail) => mail.id)).not.toContain(id);
    expect((await refile(id, { from: 'known@customer.test' })).status).toBe(404);
  });

  it('keeps what only looks automatic, and does not acknowledge it when a person lets it through', async () => {
    await desk.mail({ from: 'human@customer.test', subject: 'Out of office: a door', text: 'The label of the door has a slip.' });
    expect((await listed())[0]).toMatchObject({ reason: 'it looks automatic by its subject', sender: 'human@customer.test' });

    await refile(await newest());

    expect(await desk.ticketsOf('human@customer.test')).toHaveLength(1);
    expect((await desk.service.published(replyRequested)).filter(({ to }) => to === 'human@customer.test')).toEqual([]);
  });

  it('opens one ticket when several persons refile at once, and none when the mail has come again', async () => {
    const raw = letter({ from: 'human2@customer.test', subject: 'Out of office: a door' });
    await send(desk.port, raw);
    const id = await newest();

    const answers = await Promise.all([refile(id), refile(id), refile(id)]);
    await send(desk.port, raw);

    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '404', '404']);
    expect(await desk.ticketsOf('human2@customer.test')).toHaveLength(1);
  });

  it.each([
    ['precedence', { from: 'bulk@customer.test', headers: { Precedence: 'bulk' } }], ['mailing list', { from: 'list@customer.test', headers: { 'List-Id': '<news.customer.test>' } }], ['no-reply sender', { from: 'noreply@page.test' }],
  ])('has what only looks automatic by its %s, until a person makes a ticket of it', async (reason, given) => {
    await send(desk.port, letter({ subject: reason, ...given }));
    const id = await newest();
    const from = `of-${reason.replaceAll(' ', '-')}@customer.test`;

    expect((await desk.service.get(`/v1/tickets/quarantine/${id}`)).body).toMatchObject({ reason: `it looks automatic by its ${reason}` });
    expect(await refile(id, { from })).toMatchObject({ status: 200, body: { outcome: 'opened' } });
    expect(await desk.ticketsOf(from)).toHaveLength(1);
  });

  it('gives back no mail of a machine, and deletes what it is told to', async () => {
    await send(desk.port, nameless('Bulk'));
    const id = await newest();

    const machine = await refile(id, { from: 'mailer-daemon@customer.test' });
    const deleted = await desk.service.call('DELETE', `/v1/tickets/quarantine/${id}`);
    const again = await desk.service.call('DELETE', `/v1/tickets/quarantine/${id}`);

    expect([machine.status, deleted.status, again.status]).toEqual([409, 204, 404]);
    expect(await desk.received()).toMatchObject({ discarded: 1 });
  });

  it('demands the right to read and to write', async () => {
    const path = `/v1/tickets/quarantine/${randomUUID()}`;
    const answers = [
      await desk.service.call('GET', `${path}/mail`, { scopes: ['tickets:write'] }), await desk.service.call('POST', `${path}/refile`, { scopes: ['tickets:read'], body: {} }),
      await desk.service.call('DELETE', path, { scopes: ['tickets:read'] }), await desk.service.get(path), await desk.service.get(`${path}/mail`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 404, 404]);
  });

  it('keeps no mail of a person who is erased, whoever delivered it, and every mail of others', async () => {
    const written = { subject: 'Out of office: a door', text: 'The label has a slip.' };
    await desk.mail({ ...written, from: 'Ann <gone@customer.test>', envelope: 'forms@site.test' });
    await desk.mail({ ...written, from: 'Joann <not-gone@customer.test>', text: 'Ask gone@customer.test', envelope: 'forms@site.test' });
    const mine = { contactId: randomUUID(), email: 'gone@customer.test' };
    const privacy = desk.service.running.app.get(ErasablePersonalData);

    expect(await privacy.collect(desk.service.database, mine)).toMatchObject({ quarantinedMails: [{ sender: 'forms@site.test' }] });
    expect(await desk.service.database.transaction((tx) => privacy.erase(tx, { ...mine, version: 1 }))).toMatchObject({ quarantinedMails: 1 });
    expect((await listed())[0]).toMatchObject({ sender: 'forms@site.test' });
    expect((await privacy.collect(desk.service.database, mine))['quarantinedMails']).toEqual([]);
  });
});
