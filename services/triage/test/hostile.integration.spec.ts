import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Desk } from './desk.ts';
import { HOSTILE } from './hostile-mails.ts';
import { send } from './mail.ts';

describe('hostile mail', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_MAX_BYTES: '6000000', TICKETS_PARSE_MS: '60000' } });
  });

  afterAll(() => desk.stop());

  it('ends every broken or hostile mail as a ticket, ignored or in quarantine, and lives', async () => {
    const before = Object.values(await desk.received()).reduce((sum, mails) => sum + mails, 0);
    const answers: Record<string, string> = {};
    for (const [name, raw] of Object.entries(HOSTILE)) answers[name] = (await send(desk.port, raw, { sender: 'mallory@hostile.test' })).slice(0, 3);

    expect(Object.entries(answers).filter(([, code]) => code !== '250')).toEqual([]);
    expect(Object.values(await desk.received()).reduce((sum, mails) => sum + mails, 0) - before).toBe(Object.keys(HOSTILE).length);
    const { body } = await desk.service.get('/v1/tickets/quarantine?limit=200');
    const { mails } = body as { mails: { reason: string; bytes: number; head: string }[] };
    expect(new Set(mails.map(({ reason }) => reason))).toEqual(new Set([
      'it has no usable From', 'it has neither a subject nor a text', 'Max header size for a MIME node exceeded', 'Max allowed child nodes exceeded',
    ]));
    expect(mails.some(({ head }) => head.includes('who am I'))).toBe(true);
    expect(await desk.mail({ from: 'after@customer.test' })).toMatch(/^250/);
  }, 120_000);

  it('puts a mail that takes too long into the quarantine and reads the next one', async () => {
    const hurried = await Desk.open({ env: { TICKETS_PARSE_MS: '50' } });
    try {
      await hurried.mail({ from: 'warm@customer.test' });
      const slow = Buffer.from(`From: slow@hostile.test\r\nContent-Type: text/html\r\n\r\n${'<p><b>x</b></p>'.repeat(60_000)}`);

      expect(await send(hurried.port, slow, { sender: 'slow@hostile.test' })).toMatch(/^250/);

      const { body } = await hurried.service.get('/v1/tickets/quarantine');
      expect((body as { mails: object[] }).mails[0]).toMatchObject({ sender: 'slow@hostile.test', reason: 'it took longer than 50 ms' });
      expect(await hurried.mail({ from: 'next@customer.test' })).toMatch(/^250/);
    } finally {
      await hurried.stop();
    }
  });
});
