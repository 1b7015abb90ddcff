import type { Attempt } from '@widecast/mail';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';

/** The way out: a relay, or the built-in mailbox. */
export interface Lane {
  /** The relay cannot be reached; nothing of it is to be claimed until this is over. */
  readonly isResting: boolean;
  /** Asks `mayLeave` for the last time right before the message is written. Never throws. */
  send(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt>;
  close(): Promise<void>;
}

export const LANE = Symbol('Lane');
