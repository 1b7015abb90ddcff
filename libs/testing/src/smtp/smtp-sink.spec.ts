import { afterEach, describe, expect, it } from '@jest/globals';
import { reactAt, reactToRecipient } from './script.ts';
import { SmtpClient } from './smtp-client.ts';
import { startSmtpSink, type SmtpSink, type SmtpSinkOptions } from './smtp-sink.ts';

const ENVELOPE = ['EHLO test', 'MAIL FROM:<a@example.com> BODY=8BITMIME', 'RCPT TO:<b@example.org>'] as const;
const MESSAGE = [...ENVELOPE, 'DATA', 'Subject: Hi', 'X-Campaign: one', ' two', '', '..dot', 'text', '.'] as const;

let sink: SmtpSink;
let client: SmtpClient;

async function given(options: SmtpSinkOptions = {}): Promise<void> {
  sink = await startSmtpSink(options);
  client = await SmtpClient.connect(sink.port);
}

afterEach(async () => {
  client.close();
  await sink.stop();
});

describe('the SMTP sink', () => {
  it('records envelope and message, with the stuffed dots removed', async () => {
    await given();

    client.send(...MESSAGE);
    const [message] = await sink.waitFor(1);

    expect(message?.envelope).toEqual({ from: 'a@example.com', to: ['b@example.org'] });
    expect(message?.raw.toString()).toBe('Subject: Hi\r\nX-Campaign: one\r\n two\r\n\r\n.dot\r\ntext\r\n');
    expect(await client.codes(6)).toEqual(['220', '250', '250', '250', '354', '250']);
  });

  it('takes several messages in one packet, and one message in single bytes', async () => {
    await given();

    client.send(...MESSAGE, ...MESSAGE.slice(1));
    for (const byte of `${MESSAGE.join('\r\n')}\r\n`) client.sendBytes(byte);
    const messages = await sink.waitFor(3);

    expect(new Set(messages.map(({ raw }) => raw.toString())).size).toBe(1);
    expect(sink.recipients()).toEqual(['b@example.org', 'b@example.org', 'b@example.org']);
  });

  it('takes an empty message', async () => {
    await given();

    client.send(...ENVELOPE, 'DATA', '.');
    const [message] = await sink.waitFor(1);

    expect(message?.size).toBe(0);
  });

  it('offers PIPELINING unless told not to', async () => {
    await given({ pipelining: false });

    client.send('EHLO test');
    await client.codes(2);

    expect(client.received).toContain('250-8BITMIME');
    expect(client.received).not.toContain('PIPELINING');
  });

  it('keeps only the headers asked for, and knows the size still', async () => {
    await given({ keepOnly: ['X-Campaign'] });

    client.send(...MESSAGE);
    const [message] = await sink.waitFor(1);

    expect(message?.headers).toEqual({ 'x-campaign': 'one two' });
    expect(message?.raw).toHaveLength(0);
    expect(message?.size).toBe(50);
  });

  it.each([
    { stage: 'connect', codes: ['554'] },
    { stage: 'ehlo', codes: ['220', '554'] },
    { stage: 'mail', codes: ['220', '250', '554'] },
    { stage: 'rcpt', codes: ['220', '250', '250', '554'] },
    { stage: 'data', codes: ['220', '250', '250', '250', '554'] },
    { stage: 'message', codes: ['220', '250', '250', '250', '354', '554'] },
  ] as const)('answers with an error at $stage and records nothing', async ({ stage, codes }) => {
    await given({ script: reactAt(stage, { reply: '554 5.7.1 No', close: true }) });

    client.send(...MESSAGE);
    await client.closed();

    expect(await client.codes(codes.length)).toEqual(codes);
    expect(sink.count).toBe(0);
  });

  it('refuses single recipients and takes the message for the others', async () => {
    await given({ script: reactToRecipient((to) => (to.startsWith('bad') ? { reply: '550 5.1.1 Unknown' } : undefined)) });

    client.send('EHLO test', 'MAIL FROM:<>', 'RCPT TO:<bad@example.org>', 'RCPT TO:<good@example.org>', 'DATA', 'Hi', '.');
    const [message] = await sink.waitFor(1);

    expect(message?.envelope).toEqual({ from: '', to: ['good@example.org'] });
  });

  it.each([{ store: true }, { store: false }])('closes after the final dot without an answer, having stored: $store', async ({ store }) => {
    await given({ script: reactAt('message', { close: true, store }) });

    client.send(...MESSAGE);
    await client.closed();

    expect(await client.codes(5)).toHaveLength(5);
    expect(sink.count).toBe(store ? 1 : 0);
  });

  it('delays one answer and goes on with what was pipelined behind it', async () => {
    await given({ script: reactAt('mail', { delay: 60 }) });
    const started = performance.now();

    client.send(...MESSAGE);
    await sink.waitFor(1);

    expect(performance.now() - started).toBeGreaterThan(50);
    expect(await client.codes(6)).toEqual(['220', '250', '250', '250', '354', '250']);
  });

  it('changes its mind in an open connection, forgets, and says how many came when it waited in vain', async () => {
    await given({ script: reactAt('mail', { reply: '451 4.3.0 Later' }) });
    client.send('EHLO test', 'MAIL FROM:<a@example.com>');
    await client.codes(3);

    sink.follow(() => undefined);
    client.send(...MESSAGE.slice(1));
    await sink.waitFor(1);
    sink.clear();

    await expect(sink.waitFor(1, 20)).rejects.toThrow('Gave up waiting for 1 messages after 20 ms: 0 came');
    expect(sink.connections).toEqual({ total: 1, open: 1 });
  });
});
