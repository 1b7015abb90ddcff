import type { Socket } from 'node:net';
import type { Attempt } from './attempt.ts';
import { envelopeOf, isYes, refusalOf, type Job, type Transaction } from './job.ts';
import type { Session } from './open-session.ts';
import { OutgoingBuffer } from './outgoing-buffer.ts';
import { RelayUnusable } from './relay-unusable.ts';
import { ReplyReader, type Reply } from './reply.ts';

type Command = 'rset' | 'mail' | 'rcpt' | 'data' | 'message' | 'quit';

interface Expected {
  readonly command: Command;
  readonly of: Transaction | undefined;
}

interface Waiting extends Expected {
  readonly text: string;
}

/** Where a connection gets its work and whom it tells. */
export interface Desk {
  /** The next job; undefined where none waits. */
  take(): Job | undefined;
  /** A job whose envelope may go out behind a message that is not answered yet; undefined where another connection could have it sooner. */
  takeAhead(): Job | undefined;
  /** It has nothing to do. */
  onIdle(connection: SmtpConnection): void;
  /** It is over; these jobs had been taken and certainly did not leave. `fault` where the relay is to be left alone for a while. */
  onEnd(connection: SmtpConnection, unsent: readonly Job[], fault: RelayUnusable | undefined): void;
}

/** Larger messages are handed to the system before their final dot, so that one that breaks off in the middle is known not to be finished. */
const LARGE = 32 * 1024;

/**
 * One conversation after another on a connection. With PIPELINING (RFC 2920) a message, its final dot and the envelope of
 * the next one are one write: a round trip a message. What breaks off tells apart what cannot have been finished from what may.
 */
export class SmtpConnection {
  /** Messages that were answered. */
  answered = 0;
  private readonly socket: Socket;
  private readonly reader = new ReplyReader();
  private readonly out: OutgoingBuffer;
  private readonly canPipeline: boolean;
  private readonly expected: Expected[] = [];
  private readonly waiting: Waiting[] = [];
  private readonly open: Transaction[] = [];
  private fault: RelayUnusable | undefined;
  private needsReset = false;
  private isOver = false;

  constructor(private readonly session: Session, private readonly desk: Desk, timeout: number) {
    this.socket = session.socket;
    this.out = new OutgoingBuffer(this.socket);
    this.canPipeline = session.extensions.has('PIPELINING');
    this.socket.setNoDelay(true).setTimeout(timeout);
    this.socket.on('data', (chunk: Buffer) => this.hear(chunk));
    this.socket.on('timeout', () => this.socket.destroy());
    this.socket.on('end', () => this.socket.destroy());
    this.socket.on('close', () => this.end());
    if (this.socket.destroyed) queueMicrotask(() => this.end());
  }

  /** Begins with what waits, where it is idle. */
  wake(): void {
    if (this.open.length > 0 || this.isOver || this.expected.length > 0) return;
    if (!this.beginNext(() => this.desk.take())) this.desk.onIdle(this);
    this.say();
  }

  /** Ends an idle connection politely. */
  quit(): void {
    if (this.isOver) return;
    this.waiting.push({ command: 'quit', of: undefined, text: 'QUIT\r\n' });
    this.say();
    this.socket.setTimeout(1000);
  }

  /** Breaks it off, whatever it is at. */
  destroy(): void {
    this.socket.destroy();
  }

  private beginNext(take: () => Job | undefined): boolean {
    for (let job = take(); job; job = take()) {
      const envelope = envelopeOf(job.message, this.session.extensions);
      if (typeof envelope !== 'string') return this.begin(job, envelope);
      job.done({ kind: 'unfit', reason: envelope });
    }
    return false;
  }

  private begin(job: Job, [mail, rcpt]: readonly [string, string]): true {
    const of: Transaction = { job, isFinished: false };
    this.open.push(of);
    if (this.needsReset) this.waiting.push({ command: 'rset', of: undefined, text: 'RSET\r\n' });
    this.needsReset = false;
    this.waiting.push({ command: 'mail', of, text: mail }, { command: 'rcpt', of, text: rcpt }, { command: 'data', of, text: 'DATA\r\n' });
    return true;
  }

  /** Writes what may be written now: everything, or with a relay that cannot pipeline, one command. */
  private say(): void {
    while (this.waiting.length > 0 && (this.canPipeline || this.expected.length === 0)) {
      const next = this.waiting.shift();
      if (!next) break;
      this.out.text(next.text);
      this.expected.push(next);
    }
    this.out.flush();
  }

  private hear(chunk: Buffer): void {
    try {
      for (const reply of this.reader.push(chunk)) {
        if (this.socket.destroyed) return;
        this.understand(reply);
      }
    } catch (error) {
      this.breakOff(new RelayUnusable('not_smtp', error as Error));
    }
    if (!this.isOver && !this.socket.destroyed) this.say();
  }

  private understand(reply: Reply): void {
    const next = this.expected.shift();
    // Unasked it says only that it closes.
    if (!next) return this.breakOff(reply.code === 421 ? undefined : new RelayUnusable('not_smtp', new Error('The relay has answered what it was not asked')));
    const { command, of } = next;
    if (of && command === 'mail') this.onMail(of, reply);
    else if (of && command === 'rcpt') this.onRecipient(of, reply);
    else if (of && command === 'data') this.onData(of, reply);
    else if (of && command === 'message') this.onMessage(of, reply);
    else if (command === 'quit' || !isYes(reply)) this.socket.destroy();
    if (reply.code === 421) this.socket.destroy();
  }

  /** A relay that takes mail of nobody now has a fault of its own; no recipient has anything to do with it. */
  private onMail(of: Transaction, reply: Reply): void {
    if (isYes(reply)) return;
    if (reply.code < 500 || reply.code === 530) return this.breakOff(new RelayUnusable('refuses_mail', new Error(`MAIL was answered with ${reply.code} ${reply.text}`)));
    this.refuse(of, refusalOf(reply, 'message'));
  }

  private onRecipient(of: Transaction, reply: Reply): void {
    if (!isYes(reply)) this.refuse(of, refusalOf(reply, 'recipient'));
  }

  private refuse(of: Transaction, refusal: Attempt): void {
    of.refusal ??= refusal;
    if (this.canPipeline) return;
    // The rest of the envelope was not said yet and need not be.
    this.waiting.length = 0;
    this.close(of, refusal);
  }

  private onData(of: Transaction, reply: Reply): void {
    const { refusal, job } = of;
    if (!isYes(reply)) return this.close(of, refusal ?? refusalOf(reply, 'message'));
    // It wants a message for nobody: a lone dot is one.
    if (refusal) return this.expect('message', of, '.\r\n');
    if (!job.mayLeave()) {
      this.done(of, { kind: 'stopped' });
      return this.breakOff(undefined);
    }
    this.deliver(of);
  }

  private deliver(of: Transaction): void {
    const { message } = of.job;
    const raw = message.borrow?.() ?? message.raw;
    this.out.message(raw);
    if (raw.length <= LARGE) return this.finish(of);
    this.out.flush((error) => {
      if (error || this.isOver || this.socket.destroyed) return;
      this.finish(of);
      this.say();
    });
  }

  /** From here on nobody knows until the relay answers. */
  private finish(of: Transaction): void {
    of.isFinished = true;
    this.expect('message', of, '.\r\n');
    if (this.canPipeline) this.beginNext(() => this.desk.takeAhead());
  }

  private onMessage(of: Transaction, reply: Reply): void {
    this.answered += 1;
    this.done(of, of.refusal ?? (isYes(reply) ? { kind: 'accepted' } : refusalOf(reply, 'message')));
    if (of.refusal) this.needsReset = true;
    this.goOn();
  }

  private close(of: Transaction, attempt: Attempt): void {
    this.answered += 1;
    this.done(of, attempt);
    this.needsReset = true;
    this.goOn();
  }

  private goOn(): void {
    if (this.open.length === 0 && !this.isOver && !this.beginNext(() => this.desk.take())) this.desk.onIdle(this);
  }

  private expect(command: Command, of: Transaction, text: string): void {
    this.out.text(text);
    this.expected.push({ command, of });
  }

  private done(of: Transaction, attempt: Attempt): void {
    const at = this.open.indexOf(of);
    if (at !== -1) this.open.splice(at, 1);
    of.job.done(attempt);
  }

  private breakOff(fault: RelayUnusable | undefined): void {
    this.fault ??= fault;
    this.expected.length = 0;
    this.waiting.length = 0;
    this.socket.destroy();
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    const left = this.open.splice(0);
    for (const { job, refusal, isFinished } of left) if (refusal || isFinished) job.done(refusal ?? { kind: 'unknown' });
    this.desk.onEnd(this, left.filter(({ refusal, isFinished }) => !refusal && !isFinished).map(({ job }) => job), this.fault);
  }
}
