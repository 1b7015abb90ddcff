import type { OutgoingMessage } from '../messages/outgoing-message.ts';

/** What came of one conversation about one message. */
export type Attempt =
  | { readonly kind: 'accepted' }
  /** The relay said no: for ever, or for now. */
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly code: string; readonly aboutRecipient: boolean }
  /** It certainly did not get there, and not because of the message. */
  | { readonly kind: 'unsent' }
  /** The fence closed before the message was written. */
  | { readonly kind: 'stopped' }
  /** It may have got there. */
  | { readonly kind: 'unknown' }
  /** It cannot be made into a message. */
  | { readonly kind: 'unfit'; readonly reason: string };

/** The way out: a relay, or the built-in mailbox. */
export interface Lane {
  /** The relay cannot be reached; nothing is to be claimed until this is over. */
  readonly isResting: boolean;
  /** Asks `mayLeave` for the last time right before the message is written. Never throws. */
  send(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt>;
  close(): Promise<void>;
}

export const LANE = Symbol('Lane');
