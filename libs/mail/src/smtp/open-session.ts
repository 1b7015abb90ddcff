import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Relay } from './relay.ts';

/** A connection that was opened, secured and authenticated. */
export interface Session {
  readonly socket: Socket;
  /** What the relay offers, like `PIPELINING`. */
  readonly extensions: ReadonlySet<string>;
}

export type Unusable = 'unreachable' | 'tls' | 'login';

/** A relay that cannot be used now, with what it says; a wrong password does not get better by itself. */
export class RelayUnusable extends Error {
  constructor(readonly reason: Unusable, cause: Error) {
    super(`The relay cannot be used (${reason}): ${cause.message}`, { cause });
    this.name = RelayUnusable.name;
  }
}

/** nodemailer connects, secures and authenticates; then the socket is ours. Throws {@link RelayUnusable}. */
export async function openSession(relay: Relay, timeout: number): Promise<Session> {
  const connection = new SMTPConnection({
    host: relay.host, port: relay.port, secure: relay.tls === 'implicit', requireTLS: relay.tls === 'required',
    connectionTimeout: Math.min(timeout, 15_000), greetingTimeout: Math.min(timeout, 30_000), socketTimeout: timeout,
  });
  try {
    await step(connection, (done) => connection.connect(done));
    const { user, pass } = relay;
    if (user !== undefined) await step(connection, (done) => connection.login({ user, pass, credentials: { user, pass } }, done));
  } catch (error) {
    connection.close();
    throw new RelayUnusable(reasonOf(error), error as Error);
  }
  return detach(connection);
}

function step(connection: SMTPConnection, begin: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    begin((error) => (error ? reject(error) : resolve()));
  });
}

function detach(connection: SMTPConnection): Session {
  // nodemailer keeps both to itself.
  const socket: Socket | null | false = Reflect.get(connection, '_socket');
  const extensions: readonly string[] | undefined = Reflect.get(connection, '_supportedExtensions');
  if (!socket) throw new RelayUnusable('unreachable', new Error('the connection was lost at once'));
  for (const event of ['data', 'close', 'end', 'timeout', 'error']) socket.removeAllListeners(event);
  // Nothing may be unheard between two owners.
  socket.on('error', () => undefined);
  return { socket, extensions: new Set(extensions ?? []) };
}

const REASONS: Readonly<Record<string, Unusable>> = { EAUTH: 'login', ENOAUTH: 'login', EOAUTH2: 'login', ETLS: 'tls', EREQUIRETLS: 'tls' };

const reasonOf = (error: unknown): Unusable => REASONS[String((error as { code?: unknown }).code)] ?? 'unreachable';
