import type { Attempt, RelayUnusable } from '@widecast/mail';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';

/** A relay as others may see it. */
export interface RelayView {
  /** Its name. */
  readonly relay: string;
  readonly resting: boolean;
  /** Since when it has a value no message was answered. */
  readonly fault?: RelayUnusable | undefined;
}

/** The way out: a relay, or the built-in mailbox. */
export interface Lane {
  /** The relay cannot be reached; nothing of it is to be claimed until this is over. */
  readonly isResting: boolean;
  /** Messages that can be on their way at a time. */
  readonly connections: number;
  /** Asks `mayLeave` for the last time right before the message is written. With `via` by this relay or not at all. Never throws. */
  send(message: OutgoingMessage, mayLeave: () => boolean, via?: string): Promise<Attempt>;
  /** The name of the relay that would take a message to this recipient now. */
  relayFor(recipient: string): string;
  /** Of a channel there are none. */
  readonly relays: readonly RelayView[];
  close(): Promise<void>;
}

export const LANE = Symbol('Lane');
