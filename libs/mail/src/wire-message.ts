/** A message as it goes over the wire to one recipient. */
export interface WireMessage {
  /** Envelope. */
  readonly from: string;
  readonly to: string;
  /** Header and body; lines ended by CRLF, dots not yet stuffed (RFC 5321 §4.5.2 is the sender's business). */
  readonly raw: Buffer;
  /** The same for one use at once, where that is cheaper: it is written over when another message is borrowed. */
  borrow?(): Buffer;
  /** To be called once, when it has left or never will: its memory is used again. */
  release?(): void;
}
