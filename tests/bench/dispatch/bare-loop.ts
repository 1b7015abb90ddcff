import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { messageTo } from './peers.ts';
import { personAt } from './mail.ts';

const CONNECTIONS = 10;
const ENVELOPE = 'MAIL FROM:<a@shop.test>\r\nRCPT TO:<u@d.test>\r\nDATA\r\n';

/**
 * What the sink takes of an empty loop on the same cores: one message, made beforehand, again and again with nothing composed, looked up or
 * recorded. No sender can be faster here. Gives messages a second.
 */
export async function runBareLoop(smtpPort: number, messages: number): Promise<number> {
  const content = await wireContent();
  const begun = performance.now();
  let left = messages;
  const next = (): Buffer | undefined => ((left -= 1) >= 0 ? content : undefined);
  await Promise.all(Array.from({ length: CONNECTIONS }, () => feed(smtpPort, next)));
  return Math.round(messages / ((performance.now() - begun) / 1000));
}

/** A message, the dot that ends it, and the envelope of the next: one write for each. */
async function wireContent(): Promise<Buffer> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await composer.sendMail(messageTo(personAt(0)));
  return Buffer.concat([message as Buffer, Buffer.from(`\r\n.\r\n${ENVELOPE}`)]);
}

/** Until there is nothing more to send, and the last was taken. */
function feed(port: number, next: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1');
    let heard = '';
    socket.on('data', (text: string) => {
      heard += text;
      const word = wordAfter(heard, next);
      if (word === undefined) return;
      heard = '';
      if (word === 'end') socket.destroy();
      else socket.write(word);
    });
    socket.on('error', reject).on('close', resolve);
  });
}

/** Undefined where the sink has not said all. */
function wordAfter(heard: string, next: () => Buffer | undefined): Buffer | string | undefined {
  if (/^354 /m.test(heard)) return next() ?? 'end';
  if (/^220 .*\r\n$/.test(heard)) return 'EHLO bench.test\r\n';
  return heard.startsWith('250-') && /^250 .*\r\n$/m.test(heard) ? ENVELOPE : undefined;
}
