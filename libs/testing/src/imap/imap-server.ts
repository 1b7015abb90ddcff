import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { ImapFolder } from './imap-folder.ts';
import { ImapSession, type ImapSettings } from './imap-session.ts';

export type ImapServerOptions = Partial<Pick<ImapSettings, 'user' | 'password' | 'accessToken' | 'tls' | 'idle'>>;

/** An IMAP server with one folder, INBOX, that records what it is asked and can misbehave. */
export class ImapServer {
  readonly folder = new ImapFolder();
  readonly commands: string[] = [];
  private readonly sessions = new Set<ImapSession>();

  private constructor(private readonly server: Server, private options: ImapServerOptions) {
    server.on('connection', (socket) => {
      const { user = 'ann', password = 'secret', idle = true, tls, accessToken } = this.options;
      const session = new ImapSession(socket, { folder: this.folder, user, password, idle, heard: (command) => this.commands.push(command), ...(tls ? { tls } : {}), ...(accessToken ? { accessToken } : {}) });
      this.sessions.add(session);
      socket.on('close', () => this.sessions.delete(session));
    });
  }

  static async start(options: ImapServerOptions = {}): Promise<ImapServer> {
    const server = createServer();
    const imap = new ImapServer(server, options);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return imap;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Of connections from now on; those that are there stay. */
  changePassword(password: string): void {
    this.options = { ...this.options, password };
  }

  get connections(): number {
    return this.sessions.size;
  }

  /** New mail, of which clients that idle are told at once. */
  deliver(raw: Buffer, at?: Date): void {
    this.folder.add(raw, at);
    for (const session of this.sessions) session.tellNews();
  }

  /** Breaks every connection. */
  drop(): void {
    for (const session of this.sessions) session.end();
  }

  async stop(): Promise<void> {
    this.drop();
    this.server.close();
    await once(this.server, 'close');
  }
}
