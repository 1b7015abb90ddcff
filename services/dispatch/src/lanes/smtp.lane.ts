import { Logger } from '@nestjs/common';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';
import { converse, openConnection, resetConnection } from './conversation.ts';
import type { Attempt, Lane } from './lane.ts';
import type { Relay } from './relay.ts';

export interface SmtpLaneSettings {
  readonly relay: Relay;
  readonly connections: number;
  /** ms */
  readonly timeout: number;
  /** The first rest, in ms; doubles up to a minute while the relay stays away. */
  readonly rest: number;
}

const LONGEST_REST = 60_000;
const IDLE = 10_000;

/** A relay behind a few connections that are kept open. A fault of the relay makes the whole lane rest, not its messages fail. */
export class SmtpLane implements Lane {
  private readonly logger = new Logger('smtp');
  private readonly idle: SMTPConnection[] = [];
  private readonly queue: (() => void)[] = [];
  private open = 0;
  private failures = 0;
  private restsUntil = 0;

  constructor(private readonly settings: SmtpLaneSettings) {}

  get isResting(): boolean {
    return performance.now() < this.restsUntil;
  }

  async send(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt> {
    await this.turn();
    try {
      const attempt = await this.tryIdle(message, mayLeave);
      return attempt ?? (await this.tryFresh(message, mayLeave));
    } finally {
      this.open -= 1;
      this.queue.shift()?.();
    }
  }

  close(): Promise<void> {
    for (const connection of this.idle.splice(0)) connection.quit();
    return Promise.resolve();
  }

  /** As many conversations at a time as there may be connections. */
  private async turn(): Promise<void> {
    if (this.open >= this.settings.connections) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.open += 1;
  }

  /** Undefined where no kept connection is alive any more: relays close what is idle, and that is no fault. */
  private async tryIdle(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt | undefined> {
    for (let connection = this.idle.pop(); connection; connection = this.idle.pop()) {
      if (connection.destroyed) continue;
      const attempt = await this.use(connection, message, mayLeave);
      if (attempt.kind !== 'unsent') return attempt;
    }
    return undefined;
  }

  private async tryFresh(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt> {
    if (this.isResting) return { kind: 'unsent' };
    if (!mayLeave()) return { kind: 'stopped' };
    const connection = await openConnection(this.settings.relay, this.settings.timeout).catch((error: unknown) => this.rest(error));
    if (!connection) return { kind: 'unsent' };
    // A late error of a connection that nobody uses is no news.
    connection.on('error', () => undefined);
    const attempt = await this.use(connection, message, mayLeave);
    if (attempt.kind === 'unsent') this.rest(new Error('the connection was lost before the message'));
    else if (attempt.kind !== 'unknown') this.failures = 0;
    return attempt;
  }

  private async use(connection: SMTPConnection, message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt> {
    const attempt = await converse(connection, message, mayLeave);
    const isFit = attempt.kind === 'accepted' || (attempt.kind === 'refused' && !attempt.code.startsWith('421') && (await resetConnection(connection)));
    if (isFit) this.keep(connection);
    else connection.close();
    return attempt;
  }

  private keep(connection: SMTPConnection): void {
    this.idle.push(connection);
    const timer = setTimeout(() => {
      const at = this.idle.indexOf(connection);
      if (at === -1) return;
      this.idle.splice(at, 1);
      connection.quit();
    }, IDLE);
    timer.unref();
  }

  private rest(error: unknown): undefined {
    if (this.isResting) return;
    const pause = Math.min(this.settings.rest * 2 ** this.failures, LONGEST_REST);
    this.failures += 1;
    this.restsUntil = performance.now() + pause;
    this.logger.warn({ msg: 'the relay cannot be used; its lane rests', seconds: pause / 1000, error });
  }
}
