const SLAB = 1 << 20;

/** Where messages are written. */
export interface Memory {
  /** Room for so many bytes; {@link keep} what was used of it before anything else. */
  room(bytes: number): Buffer;
  keep(bytes: number): Buffer;
}

/** Memory for messages that live shortly: many of them share one allocation, which goes when the last of them has gone. */
export class Slab implements Memory {
  private rest = Buffer.alloc(0);

  room(bytes: number): Buffer {
    if (this.rest.length < bytes) this.rest = Buffer.allocUnsafeSlow(Math.max(SLAB, bytes));
    return this.rest;
  }

  keep(bytes: number): Buffer {
    const kept = this.rest.subarray(0, bytes);
    this.rest = this.rest.subarray(bytes);
    return kept;
  }
}
