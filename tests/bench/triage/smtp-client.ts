import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** One connection that sends mails one after the other, as a relay does; no pipelining. */
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
    await client.say('EHLO bench.test', '250');
    return client;
  }

  /** ms from the end of the message to the 250 that says it is committed. */
  async send(from: string, to: string, message: string): Promise<number> {
    await this.say(`MAIL FROM:<${from}>`, '250');
    await this.say(`RCPT TO:<${to}>`, '250');
    await this.say('DATA', '354');
    const begun = performance.now();
    await this.say(`${message}\r\n.`, '250');
    return performance.now() - begun;
  }

  close(): void {
    this.socket.end('QUIT\r\n');
  }

  /** `line` holds bytes, a character each. */
  private async say(line: string, expected: string): Promise<void> {
    this.socket.write(`${line}\r\n`, 'latin1');
    await this.expect(expected);
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
