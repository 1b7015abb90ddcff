import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tellNotRun, waitUntil } from '@widecast/testing';
import { Desk } from './desk.ts';
import { Dovecot, noDovecot } from './dovecot.ts';
import { letter } from './mail.ts';

const missing = noDovecot();
if (missing !== undefined) tellNotRun('dovecot', 'tickets from a mailbox of Dovecot', missing);

(missing === undefined ? describe : describe.skip)('tickets from a mailbox of Dovecot', () => {
  let desk: Desk;
  let dovecot: Dovecot;

  beforeAll(async () => {
    [desk, dovecot] = [await Desk.open({ env: { TICKETS_IMAP_REACH: 'private', TICKETS_IMAP_MS: '50' } }), await Dovecot.start()];
  }, 60_000);

  afterAll(async () => {
    await desk.stop();
    await dovecot.stop();
  });

  const inTickets = async (): Promise<number> => (await desk.service.database.query(`SELECT 1 FROM ticket_messages WHERE direction = 'in'`)).length;
  const until = (mails: number, what: string): Promise<unknown> =>
    waitUntil(async () => ((await desk.service.get('/v1/tickets/mailboxes')).body as { mailboxes: { mails: number }[] }).mailboxes[0]?.mails === mails, { what, timeout: 40_000 });

  it('come at once, survive a restart of the server, and come once when it numbers its mails anew', async () => {
    dovecot.deliver(letter({ from: 'first@customer.test' }));
    await desk.service.post('/v1/tickets/mailboxes', { name: 'dovecot', host: '127.0.0.1', port: dovecot.port, security: 'none', username: 'ann', password: 'secret', take: 'all' });
    await until(1, 'the mail that was there');
    dovecot.deliver(letter({ from: 'second@customer.test' }));
    await until(2, 'a mail that comes');

    await dovecot.halt();
    dovecot.deliver(letter({ from: 'third@customer.test' }));
    await dovecot.run();
    await until(3, 'a mail that came meanwhile');

    await dovecot.halt();
    dovecot.renumber();
    await dovecot.run();
    await until(6, 'all mails again');
    expect(await inTickets()).toBe(3);
  }, 120_000);
});
