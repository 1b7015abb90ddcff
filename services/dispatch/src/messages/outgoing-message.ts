import type { WireMessage } from '@widecast/mail';
import type { ClaimedDelivery } from '../ledger/delivery.ts';

/** A message ready to be sent to one recipient. */
export interface OutgoingMessage extends WireMessage {
  /** The parts of it that the built-in mailbox shows. */
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
}

/** Makes the message of a delivery; throws or rejects with `Unfit` where there can be none. At once where nothing has to be waited for, as with nearly all. */
export type Compose = (delivery: ClaimedDelivery) => OutgoingMessage | Promise<OutgoingMessage>;
