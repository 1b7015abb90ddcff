import type { DkimKey } from './dkim-key.ts';
import { signaturesOf } from './sign-message.ts';

/** Messages to be signed where they stand, with room before each. Memory and keys go by numbers: they are told once. */
export interface SigningTask {
  readonly slab: number;
  readonly memory?: SharedArrayBuffer | undefined;
  readonly signer: number;
  readonly keys?: readonly DkimKey[] | undefined;
  /** Seconds since the epoch. */
  readonly time: number;
  /** Start and end of each message in turn. */
  readonly places: Int32Array;
}

/** It has to be signed elsewhere. */
export const UNSIGNED = -1;

/** Signs messages in memory that it shares with whoever asks. */
export class InPlaceSigner {
  private readonly slabs = new Map<number, Buffer>();
  private readonly keys = new Map<number, readonly DkimKey[]>();

  /** Writes the signatures before the messages; gives where each begins now, or {@link UNSIGNED}. */
  sign({ slab, memory, signer, keys, time, places }: SigningTask): Int32Array {
    if (memory) this.slabs.set(slab, Buffer.from(memory));
    if (keys) this.keys.set(signer, keys);
    const [bytes, known] = [this.slabs.get(slab), this.keys.get(signer)];
    const starts = new Int32Array(places.length / 2).fill(UNSIGNED);
    if (bytes && known) for (let n = 0; n < starts.length; n += 1) starts[n] = signedAt(bytes, places.subarray(n * 2, n * 2 + 2), (message) => signaturesOf(message, known, time));
    return starts;
  }
}

function signedAt(bytes: Buffer, [start = 0, end = 0]: Int32Array, signaturesFor: (message: Buffer) => string): number {
  try {
    const head = signaturesFor(bytes.subarray(start, end));
    bytes.write(head, start - head.length, 'latin1');
    return start - head.length;
  } catch {
    return UNSIGNED;
  }
}
