import type { Job } from './job.ts';
import { JobQueue } from './job-queue.ts';
import { openSession } from './open-session.ts';
import { RelayUnusable } from './relay-unusable.ts';
import type { Relay } from './relay.ts';
import { SmtpConnection, type Desk } from './smtp-connection.ts';

export interface RelayPoolSettings {
  readonly relay: Relay;
  readonly connections: number;
  /** A relay that says nothing for so long is taken for gone, in ms. */
  readonly timeout: number;
  /** The first rest after a fault, in ms; doubles up to a minute while the relay stays away. */
  readonly rest: number;
  readonly onFault: (fault: RelayUnusable, rest: number) => void;
}

const LONGEST_REST = 60_000;
/** A connection that has had nothing to do for so long is given back, in ms. */
const IDLE = 10_000;
/** So long a relay that has refused one more connection is not asked for one, in ms. */
const LIMIT = 30_000;

/** The connections to one relay. A fault of the relay makes all of it rest, not its messages fail. */
export class RelayPool implements Desk {
  private readonly queue = new JobQueue();
  private readonly idle = new Map<SmtpConnection, NodeJS.Timeout>();
  private readonly busy = new Set<SmtpConnection>();
  private opening = 0;
  private failures = 0;
  private hasAnswered = false;
  private limited = { to: 0, until: 0 };
  private restsUntil = 0;
  private isClosed = false;

  constructor(private readonly settings: RelayPoolSettings) {}

  get isResting(): boolean {
    return performance.now() < this.restsUntil;
  }

  /** Jobs that no connection has taken yet. */
  get waiting(): number {
    return this.queue.length;
  }

  push(job: Job): void {
    if (this.isResting || this.isClosed) return job.done({ kind: 'unsent' });
    this.queue.push(job);
    this.pump();
  }

  take(): Job | undefined {
    for (let job = this.queue.shift(); job; job = this.queue.shift()) {
      if (job.mayLeave()) return job;
      job.done({ kind: 'stopped' });
    }
    return undefined;
  }

  takeAhead(): Job | undefined {
    return this.idle.size === 0 && this.opening === 0 && this.busy.size >= this.most ? this.take() : undefined;
  }

  onIdle(connection: SmtpConnection): void {
    this.busy.delete(connection);
    const timer = setTimeout(() => connection.quit(), IDLE);
    timer.unref();
    this.idle.set(connection, timer);
    if (this.waiting > 0) this.pump();
  }

  /** Relays close what is kept open, and that is no fault: what was about to leave leaves by another connection. */
  onEnd(connection: SmtpConnection, unsent: readonly Job[], fault: RelayUnusable | undefined): void {
    clearTimeout(this.idle.get(connection));
    this.idle.delete(connection);
    this.busy.delete(connection);
    this.hasAnswered ||= connection.answered > 0;
    if (connection.answered === 0 && (fault !== undefined || unsent.length > 0)) {
      for (const job of unsent) job.done({ kind: 'unsent' });
      this.rest(fault ?? new RelayUnusable('breaks_off', new Error('the connection was lost before the message')));
      return;
    }
    this.queue.putBack(unsent);
    this.pump();
  }

  /** Ends idle connections; messages in flight come to their end first. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const connection of this.idle.keys()) connection.quit();
    this.giveBack();
    await Promise.resolve();
  }

  private pump(): void {
    for (const [connection, timer] of this.idle) {
      if (this.waiting === 0) return;
      clearTimeout(timer);
      this.idle.delete(connection);
      this.busy.add(connection);
      connection.wake();
    }
    for (let more = this.waiting - this.opening; more > 0 && this.opening + this.size < this.most; more -= 1) void this.open();
  }

  private get size(): number {
    return this.busy.size + this.idle.size;
  }

  /** A relay may allow fewer connections than we would like; from time to time one more is tried. */
  private get most(): number {
    return performance.now() < this.limited.until ? Math.min(this.limited.to, this.settings.connections) : this.settings.connections;
  }

  private async open(): Promise<void> {
    this.opening += 1;
    const { relay, timeout } = this.settings;
    const session = await openSession(relay, timeout).catch((error: RelayUnusable) => error);
    this.opening -= 1;
    if (session instanceof RelayUnusable) return this.refused(session);
    const connection = new SmtpConnection(session, this, timeout);
    if (this.isClosed) return connection.quit();
    this.busy.add(connection);
    connection.wake();
  }

  /** Where others are being opened, the last of them decides. */
  private refused(fault: RelayUnusable): void {
    if (this.size === 0) return this.opening === 0 ? this.rest(fault) : undefined;
    this.limited = { to: this.size, until: performance.now() + LIMIT };
  }

  /** One rest for all faults of the same moment. */
  private rest(fault: RelayUnusable): void {
    if (!this.isResting) {
      if (this.hasAnswered) this.failures = 0;
      this.hasAnswered = false;
      const rest = Math.min(this.settings.rest * 2 ** this.failures, LONGEST_REST);
      this.failures += 1;
      this.restsUntil = performance.now() + rest;
      this.settings.onFault(fault, rest);
    }
    this.giveBack();
  }

  private giveBack(): void {
    for (const job of this.queue.empty()) job.done({ kind: 'unsent' });
  }
}
