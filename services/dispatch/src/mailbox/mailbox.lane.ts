import type { Attempt } from '@widecast/mail';
import type { Lane } from '../lanes/lane.ts';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';
import type { MailboxService } from './mailbox.service.ts';

interface Waiting {
  readonly message: OutgoingMessage;
  readonly done: (attempt: Attempt) => void;
}

const MAILBOX = 'mailbox';

/** Puts messages into the built-in mailbox instead of sending them; nothing leaves the machine. */
export class MailboxLane implements Lane {
  readonly isResting = false;
  /** Written together. */
  readonly connections = 32;
  readonly relays = [{ relay: MAILBOX, resting: false }];
  private waiting: Waiting[] = [];
  private flushing: Promise<void> = Promise.resolve();

  constructor(private readonly mailbox: MailboxService) {}

  send(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt> {
    if (!mayLeave()) return Promise.resolve({ kind: 'stopped' });
    return new Promise((done) => {
      this.waiting.push({ message, done });
      // Those that come together are written together.
      if (this.waiting.length === 1) setImmediate(() => this.flushSoon());
    });
  }

  relayFor(): string {
    return MAILBOX;
  }

  async close(): Promise<void> {
    await this.flushing;
  }

  private flushSoon(): void {
    this.flushing = this.flushing.then(() => this.flush());
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    const kept = await this.mailbox.keep(batch.map(({ message }) => message)).then(() => true, () => false);
    for (const { done } of batch) done(kept ? { kind: 'accepted' } : { kind: 'unknown' });
  }
}
