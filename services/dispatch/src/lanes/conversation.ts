import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';
import type { Attempt } from './lane.ts';
import type { Relay } from './relay.ts';

interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** Connects, secures and authenticates. Throws where the relay cannot be used now. */
export async function openConnection(relay: Relay, timeout: number): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host: relay.host, port: relay.port, secure: relay.secure,
    connectionTimeout: Math.min(timeout, 15_000), greetingTimeout: Math.min(timeout, 30_000), socketTimeout: timeout, socketCloseTimeout: 1000,
  });
  await new Promise<void>((resolve, reject) => {
    connection.on('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  const { user, pass } = relay;
  if (user !== undefined) {
    await new Promise<void>((resolve, reject) => {
      connection.on('error', reject);
      connection.login({ user, pass, credentials: { user, pass } }, (error) => (error ? reject(error) : resolve()));
    }).catch((error: unknown) => {
      connection.close();
      throw error;
    });
  }
  return connection;
}

/**
 * Sends one message and tells what a broken connection means: nodemailer gives one error for all, but the message is
 * handed over only when the relay asks for it, so what was not handed over cannot have arrived.
 */
export function converse(connection: SMTPConnection, message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt> {
  let isHandedOver = false;
  let isStopped = false;
  const body = new Readable({
    read() {
      if (!mayLeave()) {
        isStopped = true;
        this.destroy(new Error('The fence is closed'));
        return;
      }
      isHandedOver = true;
      this.push(message.raw);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    connection.send({ from: message.from, to: [message.to] }, body, (error) => {
      if (!error) resolve({ kind: 'accepted' });
      else if (isStopped) resolve({ kind: 'stopped' });
      else resolve(refusalOf(error as SmtpError) ?? (isHandedOver ? { kind: 'unknown' } : { kind: 'unsent' }));
    });
  });
}

/** Undefined where the relay has not answered at all. */
function refusalOf({ responseCode, response = '', code, command = '' }: SmtpError): Attempt | undefined {
  if (responseCode === undefined || responseCode < 400) {
    // nodemailer refuses an address that it cannot write into a command.
    return code === 'EENVELOPE' && command === 'API' ? { kind: 'unfit', reason: 'invalid_address' } : undefined;
  }
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  return {
    kind: 'refused',
    permanent: responseCode >= 500,
    code: enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`,
    aboutRecipient: command === 'RCPT TO',
  };
}

/** Makes a connection fit for the next message after a refusal; false where it is not. */
export function resetConnection(connection: SMTPConnection): Promise<boolean> {
  return new Promise((resolve) => {
    connection.once('end', () => resolve(false));
    connection.reset((error) => resolve(!error));
  });
}
