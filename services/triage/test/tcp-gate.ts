import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** Stands before a server and can be shut: connections break, new ones are refused. */
export class TcpGate {
  private readonly sockets = new Set<Socket>();
  private server = createServer();
  private port = 0;

  private constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  static async before(target: { readonly host: string; readonly port: number }): Promise<TcpGate> {
    const gate = new TcpGate(target);
    await gate.open();
    return gate;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: this.port };
  }

  async open(): Promise<void> {
    this.server = createServer((inner) => {
      const outer = connect(this.target);
      for (const [one, other] of [[inner, outer], [outer, inner]] as const) {
        this.sockets.add(one);
        one.on('error', () => undefined).on('close', () => other.destroy()).pipe(other);
      }
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async shut(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await once(this.server, 'close');
  }
}
