import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { findFreePort } from '@widecast/testing';
import { MAIL, personAt, type Person } from './mail.ts';

/** A campaign of a real listmonk; gives messages a second. `folder` holds it and its `run.py`. */
export async function runListmonk(folder: string, run: { readonly database: string; readonly smtpPort: number; readonly recipients: number }): Promise<number> {
  const script = join(folder, 'run.py');
  if (!existsSync(script)) throw new Error(`${script} is not there: --listmonk names the folder of listmonk and its run.py`);
  const child = spawn('python3', [
    script, '--pg', run.database, '--smtp', `127.0.0.1:${run.smtpPort}`, '--recipients', String(run.recipients), '--port', String(await findFreePort()),
  ], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number];
  if (status !== 0) throw new Error(`listmonk's run ended with ${status}`);
  const { sent, perSecond } = JSON.parse(output) as { sent: number; perSecond: number };
  if (sent !== run.recipients) throw new Error(`listmonk has sent ${sent} of ${run.recipients}`);
  return perSecond;
}

const SECRET = 'a secret of thirty-two characters';
const sign = (what: string): string => createHmac('sha256', SECRET).update(what).digest('base64url');

/** The naive choice: a pool that composes each message anew; gives messages a second. */
export async function runNodemailer(smtpPort: number, messages: number): Promise<number> {
  const transport = createTransport({ pool: true, host: '127.0.0.1', port: smtpPort, maxConnections: 10, maxMessages: Infinity, ignoreTLS: true });
  const begun = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = (next += 1); n <= messages; n = next += 1) await transport.sendMail(messageTo(personAt(n)));
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  const seconds = (performance.now() - begun) / 1000;
  transport.close();
  return Math.round(messages / seconds);
}

/** What nodemailer composes of the mail that all send. */
export function messageTo(person: Person): object {
  const link = (url: string): string => `https://mail.test/c/${sign(`${person.email} ${url}`)}`;
  const fill = (text: string): string => text
    .replaceAll('{{ name }}', person.name).replaceAll('{{ city }}', person.city)
    .replaceAll('https://shop.test/a', link('a')).replaceAll('https://shop.test/b', link('b'));
  const unsubscribe = link('unsubscribe');
  return {
    from: 'Shop <a@shop.test>', to: person.email, subject: fill(MAIL.subject), text: fill(MAIL.text),
    html: fill(MAIL.html).replace('</body>', `<p><a href="${unsubscribe}">unsubscribe</a></p><img src="${link('open')}" width="1" height="1" alt=""></body>`),
    headers: { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', 'List-Id': '<promotions.shop.test>' },
  };
}
