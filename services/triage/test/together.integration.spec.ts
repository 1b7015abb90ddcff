import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested, ticketOpened } from '@widecast/contracts';
import { Desk } from './desk.ts';
import { letter, send } from './mail.ts';

describe('mails that come at the same time', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_PARSE_MS: '60000', TICKETS_CONNECTIONS: '100' } });
  });

  afterAll(() => desk.stop());

  const sendAll = (mails: readonly (readonly [string, Buffer])[]): Promise<string[]> => Promise.all(mails.map(([from, raw]) => send(desk.port, raw, { sender: from })));

  it('are a ticket each, answered once, with what each says of itself', async () => {
    const writers = Array.from({ length: 30 }, (_, n) => `writer${n}@together.test`);
    const mails = writers.map((from, n) => [from, letter({ from, subject: `Question ${n}`, text: `Where is my order ${1000 + n}? It should have come on Monday.` })] as const);

    // Each of them twice, as by a relay that has not heard the first answer.
    expect(new Set((await sendAll([...mails, ...mails])).map((answer) => answer.slice(0, 3)))).toEqual(new Set(['250']));

    for (const [n, from] of writers.entries()) {
      const tickets = await desk.ticketsOf(from);
      expect(tickets.map(({ subject, messages }) => [subject, messages.map(({ direction }) => direction)])).toEqual([[`Question ${n}`, ['in', 'out']]]);
      expect(tickets[0]?.messages[0]?.text).toContain(`order ${1000 + n}?`);
    }
    expect((await desk.service.published(ticketOpened)).length).toBe(30);
    expect((await desk.service.published(replyRequested)).map(({ to }) => to).toSorted()).toEqual(writers.toSorted());
  });

  it('do not suffer from one among them that nobody can read', async () => {
    const bomb = Buffer.from(`From: mallory@hostile.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(5000)}--b--`);
    const good = Array.from({ length: 10 }, (_, n) => [`good${n}@together.test`, letter({ from: `good${n}@together.test` })] as const);

    const answers = await sendAll([...good.slice(0, 5), ['mallory@hostile.test', bomb], ...good.slice(5)]);

    expect(answers.filter((answer) => !answer.startsWith('250'))).toEqual([]);
    for (const [from] of good) expect(await desk.ticketsOf(from)).toHaveLength(1);
    expect(await desk.received()).toMatchObject({ 'quarantined: Max allowed child nodes exceeded': 1 });
  });

  it('of one sender, many of the same and of different words, end in as many tickets as he may open', async () => {
    const from = 'hasty@together.test';
    const answers = await sendAll(Array.from({ length: 40 }, (_, n) => [from, letter({ from, subject: n % 2 === 0 ? 'Hurry' : `About ${'abcdefghijklmnopqrstuvwxyz'[n % 26] ?? ''} thing`, text: `Attempt ${n}` })] as const));

    expect(answers.filter((answer) => !answer.startsWith('250'))).toEqual([]);
    const tickets = await desk.ticketsOf(from);
    expect(tickets.length).toBeLessThanOrEqual(20);
    expect(tickets.filter(({ subject }) => subject === 'Hurry')).toHaveLength(1);
    expect(tickets.flatMap(({ messages }) => messages.filter(({ direction }) => direction === 'in'))).toHaveLength(40);
  });
});
