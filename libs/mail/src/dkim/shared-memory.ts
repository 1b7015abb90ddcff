import type { Memory } from '../composing/slab.ts';

/** Before each message there is so much room for its signatures: enough for two keys of the largest that may sign. */
const HEAD = 4096;
const SIZE = 512 * 1024;

/** A piece of memory that all threads see. */
export class SharedSlab {
  readonly memory = Buffer.from(new SharedArrayBuffer(SIZE));
  used = 0;
  /** Messages in it that are still needed. */
  messages = 0;
}

/** Memory for messages that other threads sign where they stand. It is used again and again: no garbage is made of it. */
export class SharedMemory implements Memory {
  private current = new SharedSlab();
  private readonly free: SharedSlab[] = [];
  private large: Buffer | undefined;

  /** One's own where a message is too large. */
  room(bytes: number): Buffer {
    this.large = HEAD + bytes > SIZE ? Buffer.allocUnsafeSlow(bytes) : undefined;
    if (this.large) return this.large;
    if (this.current.used + HEAD + bytes > SIZE) this.current = this.free.pop() ?? new SharedSlab();
    return this.current.memory.subarray(this.current.used + HEAD);
  }

  keep(bytes: number): Buffer {
    if (this.large) return this.large.subarray(0, bytes);
    const start = this.current.used + HEAD;
    this.current.used = start + bytes;
    this.current.messages += 1;
    return this.current.memory.subarray(start, start + bytes);
  }

  /** Where that stands which was kept last; undefined where it is in memory of its own. */
  slabOf(kept: Buffer): SharedSlab | undefined {
    return kept.buffer === this.current.memory.buffer ? this.current : undefined;
  }

  /** One message in it is not needed any more. */
  giveBack(slab: SharedSlab): void {
    slab.messages -= 1;
    if (slab.messages > 0) return;
    slab.used = 0;
    if (slab !== this.current) this.free.push(slab);
  }
}
