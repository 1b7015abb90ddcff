import { Logger } from '@nestjs/common';
import type { Attempt } from '@widecast/mail';
import { callWebhook, isLater, pauseAskedFor, type Posted, type Webhook } from '@widecast/webhooks';
import type { Lane } from '../lanes/lane.ts';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';

export interface WebhookLaneSettings extends Webhook {
  readonly connections: number;
  /** Told when the provider cannot be reached, and with null when it can again. */
  readonly noteFault: (why: string | null) => void;
}

/** What a webhook carries: a JSON body instead of a mail, under an id that is the same for every attempt. */
export interface WebhookMessage extends OutgoingMessage {
  readonly id: string;
}

const [FIRST_REST, LONGEST_REST] = [1000, 60_000];

/** A provider of text messages, messengers or anything else, behind a signed webhook. A fault of the provider makes the lane rest, not its messages fail. */
export class WebhookLane implements Lane {
  readonly relays = [];
  private readonly logger = new Logger('webhook');
  private readonly queue: (() => void)[] = [];
  private open = 0;
  private failures = 0;
  private restsUntil = 0;

  constructor(private readonly settings: WebhookLaneSettings) {}

  get isResting(): boolean {
    return performance.now() < this.restsUntil;
  }

  async send(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt> {
    if (this.open < this.settings.connections) this.open += 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    try {
      if (this.isResting) return { kind: 'unsent' };
      return this.attemptOf(await this.post(message, mayLeave));
    } finally {
      // Whoever waits gets the place at once, so that nobody comes between.
      const next = this.queue.shift();
      if (next) next();
      else this.open -= 1;
    }
  }

  relayFor(): string {
    return '';
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private post(message: OutgoingMessage, mayLeave: () => boolean): Promise<Posted> {
    const { id = '' } = message as Partial<WebhookMessage>;
    return callWebhook(this.settings, { id, body: message.raw }, mayLeave);
  }

  private attemptOf(posted: Posted): Attempt {
    if (posted.kind === 'stopped' || posted.kind === 'unknown') return { kind: posted.kind };
    if (posted.kind === 'unsent') {
      this.rest(posted.why, FIRST_REST * 2 ** this.failures);
      return { kind: 'unsent' };
    }
    const { status, retryAfter } = posted;
    if (status === 429 || status === 503) this.rest(`HTTP ${status}`, pauseAskedFor(retryAfter) || FIRST_REST * 2 ** this.failures);
    else this.recover();
    if (status >= 200 && status < 300) return { kind: 'accepted' };
    return { kind: 'refused', permanent: !isLater(status), code: `HTTP ${status}`, aboutRecipient: false };
  }

  private rest(why: string, ms: number): void {
    if (this.isResting) return;
    const pause = Math.min(Math.max(ms, FIRST_REST), LONGEST_REST);
    this.failures = Math.min(this.failures + 1, 6);
    this.restsUntil = performance.now() + pause;
    this.settings.noteFault(why);
    this.logger.warn({ msg: 'a channel cannot be used; its lane rests', seconds: pause / 1000, why });
  }

  private recover(): void {
    if (this.failures > 0) this.settings.noteFault(null);
    this.failures = 0;
  }
}
