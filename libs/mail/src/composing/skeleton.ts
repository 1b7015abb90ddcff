import type { BodyPart } from './body/body-part.ts';
import { Slab } from './slab.ts';

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

const slab = new Slab();

/** A message compiled once; for a recipient it is filled in, not composed. */
export class Skeleton {
  private readonly staying: number;

  constructor(private readonly layout: Layout) {
    this.staying = layout.end.length + layout.parts.reduce((sum, { before }) => sum + before.length, 0);
  }

  /** Header and body; lines ended by CRLF, dots not stuffed. Throws RangeError where a header cannot be written. */
  compose(filling: Filling): Buffer {
    const { header, parts, end } = this.layout;
    let head = '';
    for (const line of header) head += typeof line === 'string' ? line : line(filling);
    let most = this.staying + head.length * 3;
    for (const { part } of parts) most += part.most(filling.values);
    const room = slab.room(most);
    let at = room.write(head, 0);
    for (const { before, part } of parts) {
      at += before.copy(room, at);
      at = part.write(filling.values, room, at);
    }
    return slab.keep(at + end.copy(room, at));
  }
}
