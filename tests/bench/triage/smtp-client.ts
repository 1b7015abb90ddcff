import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** One connection that sends mails one after the other as a relay does: sender, recipient and DATA at once (RFC 2920). */
export class SmtpClient {
  private buffered = '';
  private readonly replies: string[] = [];
  private wake: () => void = () => {};

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.take(chunk));
  }

  static async open(port: number): Promise<SmtpClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const client = new SmtpClient(socket);
    await client.expect('220');
    client.say('EHLO bench.test');
    await client.expect('250');
    return client;
  }

  /** ms from the end of the message to the 250 that says it is committed. */
  async send(from: string, to: string, message: string): Promise<number> {
    this.say(`MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA`);
    for (const code of ['250', '250', '354']) await this.expect(code);
    const begun = performance.now();
    this.say(`${message}\r\n.`);
    await this.expect('250');
    return performance.now() - begun;
  }

  close(): void {
    this.socket.end('QUIT\r\n');
  }

  /** `lines` hold bytes, a character each. */
  private say(lines: string): void {
    this.socket.write(`${lines}\r\n`, 'latin1');
  }

  private async expect(code: string): Promise<void> {
    while (this.replies.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    const reply = this.replies.shift() ?? '';
    if (!reply.startsWith(code)) throw new Error(`The server said "${reply}" where ${code} was expected`);
  }

  private take(chunk: string): void {
    const lines = `${this.buffered}${chunk}`.split('\r\n');
    this.buffered = lines.pop() ?? '';
    this.replies.push(...lines.filter((line) => line[3] === ' '));
    this.wake();
  }
}
