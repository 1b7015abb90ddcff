import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { RelayUnusable, type Unusable } from './relay-unusable.ts';
import type { Relay } from './relay.ts';

/** A connection that was opened, secured and authenticated. */
export interface Session {
  readonly socket: Socket;
  /** What the relay offers, like `PIPELINING`. */
  readonly extensions: ReadonlySet<string>;
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

/** Opens a session and ends it: what the relay offers, or why it does not let us in now. */
export async function tryRelay(relay: Relay, timeout: number): Promise<Session['extensions'] | RelayUnusable> {
  try {
    const { socket, extensions } = await openSession(relay, timeout);
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', () => undefined);
    socket.end('QUIT\r\n');
    return extensions;
  } catch (error) {
    if (error instanceof RelayUnusable) return error;
    throw error;
  }
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

/** What Node says of a certificate that it does not trust, or of an answer that is no TLS. */
const NOT_SECURE = /CERT|SIGNED|ISSUER|^ERR_(?:SSL|TLS)_|^EPROTO$/;

function reasonOf(error: unknown): Unusable {
  const { code, originalCode } = error as { code?: unknown; originalCode?: unknown };
  if (typeof originalCode === 'string' && NOT_SECURE.test(originalCode)) return 'tls';
  return REASONS[String(code)] ?? 'unreachable';
}
