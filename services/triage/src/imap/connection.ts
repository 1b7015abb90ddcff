import { isIP } from 'node:net';
import type { Reach } from '@widecast/webhooks';
import { ImapFlow } from 'imapflow';
import { addressOf } from './address.ts';
import type { Mailbox } from './mailbox.ts';
import { MailboxFault } from './mailbox-fault.ts';
import type { Key } from './mailbox-keys.ts';

const [CONNECT_MS, SILENCE_MS, IDLE_MS, BEFORE_IDLE_MS] = [30_000, 300_000, 240_000, 300];

/** Opens a connection and the folder, to read only: nothing in it is ever changed. Throws {@link MailboxFault}. */
export async function openMailbox(mailbox: Mailbox, key: Key, { reach, maxBytes }: { readonly reach: Reach; readonly maxBytes: number }): Promise<ImapFlow> {
  const { host, port, security, username, folder } = mailbox;
  const client = new ImapFlow({
    host: await addressOf(host, reach), port, servername: isIP(host) === 0 ? host : undefined, secure: security === 'tls', ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    auth: { user: username, ...key }, clientInfo: { name: 'Widecast' }, logger: false, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS,
    maxIdleTime: IDLE_MS, autoIdleDelay: BEFORE_IDLE_MS, missingIdleCommand: 'NOOP', maxLiteralSize: maxBytes + 1_000_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.mailboxOpen(folder, { readOnly: true });
    return client;
  } catch (error) {
    client.close();
    throw new MailboxFault(reasonOf(error, mailbox), error);
  }
}

interface ImapError {
  readonly authenticationFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly responseText?: string;
  readonly code?: string;
  readonly message?: string;
}

function reasonOf(error: unknown, { host, port, folder, auth }: Mailbox): string {
  const { authenticationFailed, mailboxMissing, responseText, code, message } = (error ?? {}) as ImapError;
  if (authenticationFailed) return `the server refuses the user name or the ${auth === 'oauth' ? 'access token' : 'password'}${responseText ? `: ${responseText.slice(0, 200)}` : ''}`;
  if (mailboxMissing) return `there is no folder ${folder}`;
  if (code === 'ECONNREFUSED') return `nothing answers at ${host}:${port}`;
  return `${host}:${port}: ${(responseText ?? message ?? String(error)).slice(0, 200)}${code ? ` (${code})` : ''}`;
}
