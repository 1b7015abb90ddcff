import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A way to a database that can be cut, as a network or a server that is restarted cuts it. */
export class DatabaseLink {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  private constructor(private readonly target: URL) {}

  static async to(url: string): Promise<DatabaseLink> {
    const link = new DatabaseLink(new URL(url));
    await link.open();
    return link;
  }

  get url(): string {
    const changed = new URL(this.target);
    changed.hostname = '127.0.0.1';
    changed.port = String(this.port);
    return changed.href;
  }

  /** Everything that is open breaks, and for so long nothing can be opened. */
  async cutFor(ms: number): Promise<void> {
    await this.close();
    await sleep(ms);
    await this.open();
  }

  async close(): Promise<void> {
    const closed = this.server && once(this.server, 'close');
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async open(): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(Number(this.target.port), this.target.hostname);
      for (const [one, other] of [[near, far], [far, near]] as const) {
        this.sockets.add(one);
        one.on('error', () => undefined).on('close', () => void (this.sockets.delete(one) && other.destroy())).pipe(other);
      }
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }
}
