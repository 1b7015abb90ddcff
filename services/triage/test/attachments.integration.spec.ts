import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@widecast/testing';
import { Desk, type Shown } from './desk.ts';
import { letter, send, SUPPORT } from './mail.ts';

interface File {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

function withFiles(from: string, files: readonly File[], text = 'See the file.'): Buffer {
  const parts = files.flatMap(({ name, type, content }) => ['--m', `Content-Type: ${type}`, `Content-Disposition: attachment; filename="${name}"`, 'Content-Transfer-Encoding: base64', '', content.toString('base64')]);
  return Buffer.from(['MIME-Version: 1.0', `From: ${from}`, `To: ${SUPPORT}`, 'Subject: Files', `Message-ID: <${createHash('sha1').update(parts.join('')).digest('hex')}@customer.test>`,
    'Content-Type: multipart/mixed; boundary=m', '', '--m', 'Content-Type: text/plain', '', text, ...parts, '--m--', ''].join('\r\n'));
}

describe('files that come with mails', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  async function ticketWith(from: string, ...files: readonly File[]): Promise<Shown> {
    await desk.mail({ from }, withFiles(from, files));
    return (await desk.ticketsOf(from))[0] as Shown;
  }

  const read = (ticket: Shown, at = 0): Promise<Answer> => desk.service.get(`/v1/tickets/${ticket.id}/attachments/${ticket.messages[0]?.attachments[at]?.digest ?? ''}`);

  it('are kept, typed by their content, and given to be saved only', async () => {
    const ticket = await ticketWith('files@customer.test', { name: 'счёт.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7 …') }, { name: '../../invoice.pdf', type: 'application/pdf', content: Buffer.from('MZ\x90\0program') });

    expect(ticket.messages[0]?.attachments).toMatchObject([
      { name: 'счёт.pdf', type: 'application/pdf', bytes: 12, digest: createHash('sha256').update('%PDF-1.7 …').digest('hex') }, { name: '.._.._invoice.pdf', type: 'application/vnd.microsoft.portable-executable' },
    ]);
    const { status, body, headers } = await read(ticket);
    expect([status, body]).toEqual([200, '%PDF-1.7 …']);
    expect(Object.fromEntries(['content-type', 'content-disposition', 'x-content-type-options', 'content-security-policy'].map((name) => [name, headers.get(name)]))).toEqual({
      'content-type': 'application/pdf', 'content-disposition': `attachment; filename="____.pdf"; filename*=UTF-8''%D1%81%D1%87%D1%91%D1%82.pdf`, 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it.each([
    ['page.html', '<html><script>alert(1)</script>'], ['picture.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'], ['data.xml', '<?xml version="1.0"?><a/>'],
  ])('are bytes where a browser might run them: %s', async (name, content) => {
    const { headers } = await read(await ticketWith(`${name}@customer.test`, { name, type: 'image/png', content: Buffer.from(content) }));

    expect(headers.get('content-type')).toBe('application/octet-stream');
  });

  it('are kept once, and shown with their own ticket only', async () => {
    const logo = { name: 'logo.png', type: 'image/png', content: Buffer.from('89504e470d0a1a0a00', 'hex') };
    const first = await ticketWith('logo1@customer.test', logo);
    const second = await ticketWith('logo2@customer.test', logo);
    const other = await ticketWith('logo3@customer.test', { ...logo, content: Buffer.from('other') });

    expect([(await read(first)).status, (await read(second)).status]).toEqual([200, 200]);
    expect((await desk.service.get(`/v1/tickets/${other.id}/attachments/${first.messages[0]?.attachments[0]?.digest ?? ''}`)).status).toBe(404);
    expect(await desk.service.database.query('SELECT 1 FROM attached_files WHERE content = $1', [logo.content])).toHaveLength(1);
    expect((await desk.service.call('GET', `/v1/tickets/${first.id}/attachments/${'0'.repeat(64)}`, { scopes: ['contacts:read'] })).status).toBe(403);
  });

  it('are named but not kept beyond fifty of a mail', async () => {
    const files = Array.from({ length: 60 }, (_, n) => ({ name: `${n}.txt`, type: 'text/plain', content: Buffer.from(`file ${n}`) }));
    const { messages } = await ticketWith('many@customer.test', ...files);

    expect(messages[0]?.attachments.map(({ digest }) => digest !== null)).toEqual(Array.from({ length: 60 }, (_, n) => n < 50));
  });
});

describe('what is read of a mail', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  const head = (from: string, type: string): string => `From: ${from}\r\nSubject: Limits\r\nContent-Type: ${type}\r\n\r\n`;
  const nested = (depth: number): string => Array.from({ length: depth }, (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`).join('');
  const reasonOf = async (raw: Buffer, at = desk): Promise<string | undefined> => {
    expect(await send(at.port, raw)).toMatch(/^250/);
    return ((await at.service.get('/v1/tickets/quarantine')).body as { mails: { reason: string }[] }).mails[0]?.reason;
  };

  it.each([
    ['depth', () => `${head('deep@hostile.test', 'multipart/mixed; boundary=b0')}${nested(1000)}`, 'Max allowed child nodes exceeded'],
    ['parts', () => `${head('parts@hostile.test', 'multipart/mixed; boundary=b')}${'--b\r\n\r\nx\r\n'.repeat(3000)}--b--`, 'Max allowed child nodes exceeded'],
    ['headers', () => `From: head@hostile.test\r\nX-Long: ${'a'.repeat(300_000)}\r\n\r\nx`, 'Max header size for a MIME node exceeded'],
  ])('has a limit of %s', async (_what, mail, reason) => {
    expect(await reasonOf(Buffer.from(mail()))).toBe(reason);
  });

  it('has a limit of size, which is said before it is sent', async () => {
    const raw = letter({ from: 'fifty@customer.test', text: `${'x'.repeat(998)}\n`.repeat(52_000) });

    expect(raw.length).toBeGreaterThan(50_000_000);
    expect(await send(desk.port, raw)).toMatch(/^552 5.3.4 A message may have 10485760 bytes/);
  });

  it('has a limit of time, and everybody else is answered meanwhile', async () => {
    const slow = (n: number): Buffer => Buffer.from(`${head(`slow${n}@hostile.test`, 'text/html')}${'<p><b>x</b></p>'.repeat(60_000)}`);
    const hasty = await Desk.open({ env: { TICKETS_PARSE_MS: '50' } });
    await hasty.service.get('/v1/tickets/intake');
    const order: string[] = [];
    const taken = Array.from({ length: 6 }, (_, n) => reasonOf(slow(n), hasty).then((reason) => order.push(`a mail: ${reason ?? ''}`)));
    const asked = Array.from({ length: 5 }, () => hasty.service.get('/v1/tickets/intake').then(({ status }) => order.push(`answered ${status}`)));

    await Promise.all([...taken, ...asked]);
    await hasty.stop();

    expect(order.at(-1)).toBe('a mail: it took longer than 50 ms');
    expect(order.toSorted()).toEqual([...Array<string>(6).fill('a mail: it took longer than 50 ms'), ...Array<string>(5).fill('answered 200')]);
  });

  it('is a readable ticket, be the mail as old as it may', async () => {
    const old = ['Received: by mit-eddie.ARPA', 'From: ann@customer.test (Ann Lee)', 'To: support@widecast.localhost', 'Date: 7 Nov 85 09:30 EST', 'Subject: Floppy disks', '', 'Do you take orders on 5 1/4 inch disks?', 'Ann', ''].join('\n');

    expect(await desk.mail({ from: 'ann@customer.test' }, Buffer.from(old))).toMatch(/^250/);

    expect((await desk.ticketsOf('ann@customer.test'))[0]).toMatchObject({ subject: 'Floppy disks', messages: [{ text: expect.stringContaining('5 1/4 inch disks') }, {}] });
  });
});
