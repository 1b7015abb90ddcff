import type { BodyPart } from './body/body-part.ts';
import { type Memory, Slab } from './slab.ts';

/** What differs from message to message. */
export interface Filling {
  readonly to: string;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  /** By the number of the slot; escaped for the place they stand in, otherwise as they are. */
  readonly values: readonly string[];
}

/** A header line with its line end: the same for all, or made for each. */
export type HeaderLine = string | ((filling: Filling) => string);

/** Bytes of the messages with their bodies between them. */
export interface Layout {
  readonly header: readonly HeaderLine[];
  /** Each with the bytes that stand before it; the last bytes stand after all. */
  readonly parts: readonly { readonly before: Buffer; readonly part: BodyPart }[];
  readonly end: Buffer;
}

/** A message that is filled in; its bytes are made when they are asked for. */
export interface FilledMessage {
  /** Header and body; lines ended by CRLF, dots not stuffed. In memory of their own unless some is given. */
  bytes(memory?: Memory): Buffer;
  /** The same for one use at once: they are written over when those of another message are borrowed. */
  borrow(): Buffer;
}

const slab = new Slab();
let lent = Buffer.alloc(0);

/** Memory that every borrower uses. */
function roomToLend(bytes: number): Buffer {
  if (lent.length < bytes) lent = Buffer.allocUnsafeSlow(bytes * 2);
  return lent;
}

/** A message compiled once; for a recipient it is filled in, not composed. */
export class Skeleton {
  private readonly staying: number;

  constructor(private readonly layout: Layout) {
    this.staying = layout.end.length + layout.parts.reduce((sum, { before }) => sum + before.length, 0);
  }

  /** Throws RangeError where a header cannot be written. */
  fillIn(filling: Filling): FilledMessage {
    const head = this.headOf(filling);
    const { values } = filling;
    return {
      bytes: (memory = slab) => memory.keep(this.write(head, values, memory.room(this.most(head, values)))),
      borrow: () => {
        const room = roomToLend(this.most(head, values));
        return room.subarray(0, this.write(head, values, room));
      },
    };
  }

  private headOf(filling: Filling): string {
    let head = '';
    for (const line of this.layout.header) head += typeof line === 'string' ? line : line(filling);
    return head;
  }

  private most(head: string, values: readonly string[]): number {
    return this.layout.parts.reduce((sum, { part }) => sum + part.most(values), this.staying + head.length * 3);
  }

  /** Gives how many bytes it has. */
  private write(head: string, values: readonly string[], room: Buffer): number {
    let at = room.write(head, 0);
    for (const { before, part } of this.layout.parts) {
      at += before.copy(room, at);
      at = part.write(values, room, at);
    }
    return at + this.layout.end.copy(room, at);
  }
}
