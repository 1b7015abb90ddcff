import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { MessageStore, type SmtpMessage } from './message-store.ts';
import { acceptAll, type SmtpScript } from './script.ts';
import { SmtpSession } from './session.ts';

export interface SmtpSinkOptions {
  /** A free one is chosen when absent. */
  readonly port?: number;
  /** Accepts all when absent. */
  readonly script?: SmtpScript;
  /** Offered unless false. */
  readonly pipelining?: boolean;
  /** Offered unless false. */
  readonly smtpUtf8?: boolean;
  /** `starttls`, with a certificate that nobody trusts, and `login` (AUTH PLAIN, whatever the password) are offered where they are named. */
  readonly offers?: readonly ('starttls' | 'login')[];
  /** Keep these headers and the envelope instead of whole messages, so that 50 000 fit in little memory. */
  readonly keepOnly?: readonly string[];
}

/** An SMTP server that records what it takes and misbehaves as told. */
export class SmtpSink {
  private readonly store: MessageStore;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private current: SmtpScript;
  private taken = 0;

  constructor(private readonly options: SmtpSinkOptions) {
    this.store = new MessageStore(options.keepOnly);
    this.current = options.script ?? acceptAll;
    this.server = createServer((socket) => this.take(socket));
  }

  readonly host = '127.0.0.1';

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get count(): number {
    return this.store.count;
  }

  /** Connections ever taken, and those open now. */
  get connections(): { readonly total: number; readonly open: number } {
    return { total: this.taken, open: this.sockets.size };
  }

  messages(): readonly SmtpMessage[] {
    return this.store.messages();
  }

  /** One entry for each recipient of each message, in order of arrival. */
  recipients(): readonly string[] {
    return this.store.recipients();
  }

  clear(): void {
    this.store.clear();
  }

  /** Applies from the next command on, in open connections too. */
  follow(script: SmtpScript): void {
    this.current = script;
  }

  /** Throws, with the number that came, when there are fewer after `timeout` milliseconds. */
  waitFor(count: number, timeout?: number): Promise<readonly SmtpMessage[]> {
    return this.store.waitFor(count, timeout);
  }

  listen(): Promise<void> {
    return new Promise((listening, fail) => {
      this.server.once('error', fail);
      this.server.listen(this.options.port ?? 0, this.host, listening);
    });
  }

  /** Cuts all connections. */
  stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((closed) => {
      this.server.close(() => closed());
    });
  }

  private take(socket: Socket): void {
    this.taken += 1;
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    const { pipelining, smtpUtf8, offers = [] } = this.options;
    const extensions = ['250-sink', ...(pipelining === false ? [] : ['250-PIPELINING']), ...offers.map((offer) => OFFERS[offer]), ...(smtpUtf8 === false ? [] : ['250-SMTPUTF8']), ...PLAIN];
    new SmtpSession(socket, { store: this.store, script: () => this.current, connection: this.taken, extensions }).open();
  }
}

const OFFERS = { starttls: '250-STARTTLS', login: '250-AUTH PLAIN' } as const;

const PLAIN = ['250-8BITMIME', '250-SIZE 52428800', '250 ENHANCEDSTATUSCODES'];

/** Starts a sink on 127.0.0.1. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const sink = new SmtpSink(options);
  await sink.listen();
  return sink;
}
