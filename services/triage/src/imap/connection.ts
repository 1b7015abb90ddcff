import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress, type Reach } from '@widecast/webhooks';
import { ImapFlow } from 'imapflow';
import type { Mailbox } from './mailbox.ts';

/** Why a mailbox cannot be read now, in words for who looks after it. */
export class MailboxFault extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = MailboxFault.name;
  }
}

const [CONNECT_MS, SILENCE_MS, IDLE_MS, BEFORE_IDLE_MS] = [30_000, 300_000, 240_000, 300];

/** Opens a connection and the folder, to read only: nothing in it is ever changed. Throws {@link MailboxFault}. */
export async function openMailbox(mailbox: Mailbox, password: string, { reach, maxBytes }: { readonly reach: Reach; readonly maxBytes: number }): Promise<ImapFlow> {
  const { host, port, security, username, folder } = mailbox;
  const client = new ImapFlow({
    host: await addressOf(host, reach), port, servername: isIP(host) === 0 ? host : undefined, secure: security === 'tls', ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    auth: { user: username, pass: password }, clientInfo: { name: 'Widecast' }, logger: false, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS,
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

/** A name may lead elsewhere each time, so the address that is judged is the one that is called. */
async function addressOf(host: string, reach: Reach): Promise<string> {
  const found = isIP(host) === 0 ? await lookup(host, { all: true }).catch((error: unknown) => { throw new MailboxFault(`the name ${host} is not known`, error); }) : [{ address: host }];
  if (reach === 'public' && !found.every(({ address }) => isPublicAddress(address))) throw new MailboxFault(`${host} is not of the public internet; TICKETS_IMAP_REACH=private allows it`);
  return found[0]?.address ?? host;
}

interface ImapError {
  readonly authenticationFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly responseText?: string;
  readonly code?: string;
  readonly message?: string;
}

function reasonOf(error: unknown, { host, port, folder }: Mailbox): string {
  const { authenticationFailed, mailboxMissing, responseText, code, message } = (error ?? {}) as ImapError;
  if (authenticationFailed) return `the server refuses the user name or the password${responseText ? `: ${responseText.slice(0, 200)}` : ''}`;
  if (mailboxMissing) return `there is no folder ${folder}`;
  if (code === 'ECONNREFUSED') return `nothing answers at ${host}:${port}`;
  return `${host}:${port}: ${(responseText ?? message ?? String(error)).slice(0, 200)}${code ? ` (${code})` : ''}`;
}
