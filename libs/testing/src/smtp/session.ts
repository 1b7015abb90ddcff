import { setTimeout as later } from 'node:timers/promises';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { addressIn } from './address.ts';
import { UNTRUSTED } from './certificate.ts';
import { DataReader } from './data-reader.ts';
import type { MessageStore } from './message-store.ts';
import { isPositive, ReplyWriter, USUAL_REPLIES } from './replies.ts';
import type { SmtpReaction, SmtpScript, SmtpStage } from './script.ts';

export interface SessionSettings {
  readonly store: MessageStore;
  readonly script: () => SmtpScript;
  readonly connection: number;
  /** Lines of the answer to EHLO. */
  readonly extensions: readonly string[];
}

const NOTHING: Buffer = Buffer.alloc(0);
const SIMPLE_REPLIES: Readonly<Record<string, string>> = {
  RSET: '250 2.0.0 Ok',
  NOOP: '250 2.0.0 Ok',
  QUIT: '221 2.0.0 Bye',
  RCPT: '503 5.5.1 MAIL first',
  DATA: '554 5.5.1 No valid recipients',
};

/** One connection: reads commands and messages, asks the script, answers what came in one packet in one packet. */
export class SmtpSession {
  private pending: Buffer = NOTHING;
  private data: DataReader | undefined;
  private from: string | undefined;
  private to: string[] = [];
  private replies: ReplyWriter;
  private isWaiting = false;

  constructor(
    private socket: Socket,
    private readonly settings: SessionSettings,
  ) {
    this.replies = new ReplyWriter(socket);
  }

  /** Greets and begins to listen. */
  open(): void {
    this.socket.setNoDelay(true);
    this.listen();
    this.reach('connect');
    this.replies.flush();
  }

  private listen(): void {
    this.socket.on('data', (chunk: Buffer) => this.receive(chunk));
    this.socket.on('error', () => this.socket.destroy());
  }

  private receive(chunk: Buffer): void {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    this.proceed();
  }

  private proceed(): void {
    while (!this.isWaiting && !this.socket.destroyed && this.step());
    this.replies.flush();
  }

  /** False when more input is needed. */
  private step(): boolean {
    if (this.data !== undefined) return this.readData(this.data);
    const end = this.pending.indexOf('\r\n');
    if (end === -1) return false;
    const line = this.pending.toString('utf8', 0, end);
    this.pending = this.pending.subarray(end + 2);
    this.obey(line);
    return true;
  }

  private readData(data: DataReader): boolean {
    if (this.pending.length === 0) return false;
    const chunk = this.pending;
    this.pending = NOTHING;
    const message = data.push(chunk);
    if (message === undefined) return false;
    this.data = undefined;
    this.pending = message.rest;
    this.reach('message', { raw: message.raw });
    return true;
  }

  private obey(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') return this.reach('ehlo', { greets: verb });
    if (verb === 'STAR') return this.reach('starttls');
    if (verb === 'AUTH') return this.reach('auth');
    if (verb === 'MAIL') return this.reach('mail', { address: addressIn(line) });
    if (verb === 'RCPT' && this.from !== undefined) return this.reach('rcpt', { address: addressIn(line) });
    if (verb === 'DATA' && this.to.length > 0) return this.reach('data');
    if (verb === 'RSET') this.reset();
    this.replies.say(SIMPLE_REPLIES[verb] ?? '502 5.5.2 Unknown command');
    if (verb === 'QUIT') this.close();
  }

  private reach(stage: SmtpStage, { address = '', raw = NOTHING, greets = '' } = {}): void {
    const { connection, script, extensions } = this.settings;
    const from = stage === 'mail' ? address : (this.from ?? '');
    const recipient = stage === 'rcpt' ? address : '';
    const reaction = script()({ stage, connection, from, recipient, to: this.to, raw }) ?? {};
    const usual = greets === 'EHLO' ? extensions.join('\r\n') : USUAL_REPLIES[stage];
    const act = (): void => this.act(stage, { address, raw, reaction, usual });
    if (reaction.delay === undefined) act();
    else this.wait(reaction.delay, act);
  }

  /** What the client sends meanwhile stays unread. */
  private wait(delay: number | Promise<void>, act: () => void): void {
    this.replies.flush();
    this.isWaiting = true;
    void (typeof delay === 'number' ? later(delay) : delay).then(() => {
      this.isWaiting = false;
      if (this.socket.destroyed) return;
      act();
      this.proceed();
    });
  }

  private act(stage: SmtpStage, { address, raw, reaction, usual }: Act): void {
    const reply = reaction.reply ?? (reaction.close === true ? undefined : usual);
    const isAccepted = isPositive(reply);
    if (stage === 'mail' && isAccepted) this.from = address;
    if (stage === 'rcpt' && isAccepted) this.to.push(address);
    if (stage === 'data' && isAccepted) this.data = new DataReader();
    if (stage === 'message') this.finish(raw, reaction.store ?? isAccepted);
    if (reply !== undefined) this.replies.say(reply);
    if (stage === 'starttls' && isAccepted) this.secure();
    if (reaction.close === true || reply?.startsWith('421') === true) this.close();
  }

  private finish(raw: Buffer, isStored: boolean): void {
    if (isStored) this.settings.store.add({ from: this.from ?? '', to: this.to }, raw);
    this.reset();
  }

  private secure(): void {
    this.replies.flush();
    this.socket.removeAllListeners('data');
    this.socket = new TLSSocket(this.socket, { ...UNTRUSTED, isServer: true });
    this.replies = new ReplyWriter(this.socket);
    this.listen();
  }

  private reset(): void {
    this.from = undefined;
    this.to = [];
  }

  private close(): void {
    this.isWaiting = true;
    this.replies.end();
  }
}

interface Act {
  readonly address: string;
  readonly raw: Buffer;
  readonly reaction: SmtpReaction;
  readonly usual: string;
}
