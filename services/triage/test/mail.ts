import { waitUntil } from '@widecast/testing';
import { X509Certificate } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { connect as secureConnect } from 'node:tls';

export const SUPPORT = 'support@widecast.localhost';

export interface Letter {
  readonly from?: string;
  readonly to?: string;
  /** MAIL FROM, the sender unless given; empty for the null return path. */
  readonly envelope?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

let counter = 0;

/** A mail as bytes; each has its own Message-ID unless a header says otherwise. */
export function letter({ from = 'ann@customer.test', to = SUPPORT, subject = 'A question', text = 'How do I see my plan?', headers = {} }: Letter): Buffer {
  counter += 1;
  const fields = {
    From: from, To: to, Subject: subject, Date: 'Mon, 02 Nov 2026 10:00:00 +0000', 'Message-ID': `<${counter}.${process.pid}@customer.test>`,
    'MIME-Version': '1.0', 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': '8bit', ...headers,
  };
  const head = Object.entries(fields).filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${[...head, '', ...text.split('\n')].join('\r\n')}\r\n`);
}

/** Speaks SMTP as plainly as a terminal does; gives every answer. */
export class SmtpTalk {
  received = '';

  private constructor(private socket: Socket) {
    this.listen();
  }

  private listen(): void {
    this.socket.on('data', (chunk) => (this.received += chunk.toString())).on('error', () => undefined);
  }

  static async open(port: number): Promise<SmtpTalk> {
    const socket = connect({ port, host: '127.0.0.1' });
    const talk = new SmtpTalk(socket);
    await once(socket, 'connect');
    await talk.answer();
    return talk;
  }

  get isClosed(): boolean {
    return this.socket.closed;
  }

  /** Sends and waits for nothing. */
  write(content: string | Buffer): void {
    this.socket.write(content);
  }

  async say(line: string | Buffer): Promise<string> {
    this.received = '';
    this.socket.write(typeof line === 'string' ? `${line}\r\n` : line);
    return await this.answer();
  }

  /** The next whole answer, the text of its lines. */
  async answer(): Promise<string> {
    await waitUntil(() => /^\d{3} .*\r\n$/m.test(this.received) || this.socket.closed, { what: 'an answer by SMTP', timeout: 25_000, interval: 2 });
    return this.received;
  }

  async data(raw: Buffer): Promise<string> {
    const stuffed = raw.toString('latin1').replaceAll(/^\./gm, '..');
    return await this.say(Buffer.from(`${stuffed}${stuffed.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1'));
  }

  /** STARTTLS (RFC 3207); gives the public key that was shown, without asking who vouches for it. */
  async secure(): Promise<Buffer> {
    await this.say('STARTTLS');
    this.socket.removeAllListeners('data');
    const secured = secureConnect({ socket: this.socket, rejectUnauthorized: false });
    this.socket = secured;
    this.listen();
    await once(secured, 'secureConnect');
    return new X509Certificate(secured.getPeerCertificate().raw).publicKey.export({ type: 'spki', format: 'der' });
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Delivers one mail and gives the last answer of the server. */
export async function send(port: number, raw: Buffer, { sender = 'ann@customer.test', to = SUPPORT }: { sender?: string; to?: string } = {}): Promise<string> {
  const talk = await SmtpTalk.open(port);
  try {
    for (const line of ['EHLO client.test', `MAIL FROM:<${sender}>`, `RCPT TO:<${to}>`, 'DATA']) {
      const answer = await talk.say(line);
      if (/^[45]/.test(answer)) return answer;
    }
    return await talk.data(raw);
  } finally {
    talk.close();
  }
}
