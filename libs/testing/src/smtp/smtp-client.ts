import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { waitUntil } from '../wait-until.ts';

/** A client as plain as a terminal: sends text, collects what comes back. For the sink's own specs. */
export class SmtpClient {
  received = '';
  isClosed = false;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => (this.received += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
  }

  static async connect(port: number): Promise<SmtpClient> {
    const socket = connect({ port, host: '127.0.0.1' });
    const client = new SmtpClient(socket);
    await once(socket, 'connect');
    return client;
  }

  send(...lines: readonly string[]): void {
    this.sendBytes(`${lines.join('\r\n')}\r\n`);
  }

  sendBytes(text: string): void {
    this.socket.write(text);
  }

  /** The codes of the answers, once there are so many; continuation lines do not count. */
  async codes(count: number): Promise<readonly string[]> {
    const read = (): string[] => [...this.received.matchAll(/^(\d{3}) /gm)].map((match) => match[1] ?? '');
    await waitUntil(() => read().length >= count, { what: `${count} answers, came: ${this.received}`, interval: 2 });
    return read();
  }

  async closed(): Promise<void> {
    await waitUntil(() => this.isClosed, { what: 'the end of the connection', interval: 2 });
  }

  close(): void {
    this.socket.destroy();
  }
}
