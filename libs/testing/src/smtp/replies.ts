import type { Socket } from 'node:net';
import type { SmtpStage } from './script.ts';

/** What each stage answers when nothing is scripted. */
export const USUAL_REPLIES: Readonly<Record<SmtpStage, string>> = {
  connect: '220 sink ESMTP',
  ehlo: '250 sink',
  starttls: '220 2.0.0 Ready',
  auth: '235 2.7.0 Ok',
  mail: '250 2.1.0 Ok',
  rcpt: '250 2.1.5 Ok',
  data: '354 End data with <CR><LF>.<CR><LF>',
  message: '250 2.0.0 Ok: taken',
};

export function isPositive(reply: string | undefined): boolean {
  return reply !== undefined && (reply.startsWith('2') || reply.startsWith('3'));
}

/** Collects the answers to pipelined commands, so that they leave in one packet. */
export class ReplyWriter {
  private text = '';

  constructor(private readonly socket: Socket) {}

  say(reply: string): void {
    this.text += `${reply}\r\n`;
  }

  flush(): void {
    if (this.text === '' || this.socket.destroyed) return;
    this.socket.write(this.text);
    this.text = '';
  }

  /** Sends what was said and closes. */
  end(): void {
    this.flush();
    this.socket.destroySoon();
  }
}
