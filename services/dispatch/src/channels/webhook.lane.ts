import { Logger } from '@nestjs/common';
import type { Attempt } from '@widecast/mail';
import { callWebhook, isLater, pauseAskedFor, type Posted, type Webhook } from '@widecast/webhooks';
import type { Lane } from '../lanes/lane.ts';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';

export interface WebhookLaneSettings extends Webhook {
  readonly connections: number;
  /** Whether a fault was told of before, by a process that may be gone. */
  readonly hasFault: boolean;
  /** Told when the provider cannot be reached, and with null when it can again. */
  readonly noteFault: (why: string | null) => void;
}

/** What a webhook carries: a JSON body instead of a mail, under an id that is the same for every attempt. */
export interface WebhookMessage extends OutgoingMessage {
  readonly id: string;
}

const [FIRST_REST, LONGEST_REST] = [1000, 60_000];
const BUSY_OR_AWAY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** A provider of text messages, messengers or anything else, behind a signed webhook. A fault of the provider makes the lane rest, not its messages fail. */
export class WebhookLane implements Lane {
  readonly relays = [];
  private readonly logger = new Logger('webhook');
  private readonly queue: (() => void)[] = [];
  private open = 0;
  private failures = 0;
  private restsUntil = 0;
  /** Answers of 5xx without another between them: one may be about its message, many are about the provider. */
  private errors = 0;
  private hasFault: boolean;

  constructor(private readonly settings: WebhookLaneSettings) {
    this.hasFault = settings.hasFault;
  }

  get connections(): number {
    return this.settings.connections;
  }

  get isResting(): boolean {
    return performance.now() < this.restsUntil;
  }

  async send(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt> {
    if (this.open < this.room) this.open += 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    try {
      if (this.isResting) return { kind: 'unsent' };
      return this.attemptOf(await this.post(message, mayLeave));
    } finally {
      this.open -= 1;
      this.admit();
    }
  }

  relayFor(): string {
    return '';
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** After a fault one message finds out whether the provider is well again. */
  private get room(): number {
    return this.failures > 0 ? 1 : this.settings.connections;
  }

  /** Whoever waits gets the place at once, so that nobody comes between. */
  private admit(): void {
    while (this.open < this.room) {
      const next = this.queue.shift();
      if (!next) return;
      this.open += 1;
      next();
    }
  }

  private post(message: OutgoingMessage, mayLeave: () => boolean): Promise<Posted> {
    const { id = '' } = message as Partial<WebhookMessage>;
    return callWebhook(this.settings, { id, body: message.raw }, mayLeave);
  }

  private attemptOf(posted: Posted): Attempt {
    if (posted.kind === 'stopped') return { kind: 'stopped' };
    if (posted.kind !== 'answered') {
      this.rest(posted.why);
      return { kind: posted.kind };
    }
    const { status, retryAfter } = posted;
    this.errors = status >= 500 ? this.errors + 1 : 0;
    if (this.isFault(status)) this.rest(`HTTP ${status}`, pauseAskedFor(retryAfter));
    else this.recover();
    if (status >= 200 && status < 300) return { kind: 'accepted' };
    return { kind: 'refused', permanent: !isLater(status), code: `HTTP ${status}`, aboutRecipient: false };
  }

  /** Answers of the provider, or of what stands before him, that are not about the message. */
  private isFault(status: number): boolean {
    return BUSY_OR_AWAY.has(status) || this.errors >= this.settings.connections || (status >= 500 && this.failures > 0);
  }

  private rest(why: string, asked = 0): void {
    if (this.isResting) return;
    const pause = Math.min(Math.max(asked || FIRST_REST * 2 ** this.failures, FIRST_REST), LONGEST_REST);
    this.failures = Math.min(this.failures + 1, 6);
    this.restsUntil = performance.now() + pause;
    this.hasFault = true;
    this.settings.noteFault(why);
    this.logger.warn({ msg: 'a channel cannot be used; its lane rests', seconds: pause / 1000, why });
  }

  private recover(): void {
    this.failures = 0;
    if (!this.hasFault) return;
    this.hasFault = false;
    this.settings.noteFault(null);
  }
}
