import { availableParallelism } from 'node:os';
import type { FilledMessage } from '../composing/skeleton.ts';
import type { DkimKey } from './dkim-key.ts';
import { UNSIGNED } from './in-place-signer.ts';
import { SharedMemory } from './shared-memory.ts';
import { secondsOf, signMessage } from './sign-message.ts';
import { type Batch, SigningThread } from './signing-thread.ts';

/** An RSA signature takes longer than all else that becomes of a message, on all sides; an Ed25519 one a part of it. */
const MOST_THREADS = Math.min(availableParallelism(), 4);
/** Messages that go to one thread at once. */
const MOST_TOGETHER = 16;

/** A message that is signed. */
export interface SignedMessage {
  readonly bytes: Buffer;
  /** To be called once, when the bytes are not needed any more: others are written there. */
  readonly release: () => void;
}

interface Waiting {
  readonly bytes: Buffer;
  readonly signed: (message: SignedMessage) => void;
  readonly failed: (error: unknown) => void;
}

interface Gathered extends Pick<Batch, 'slab' | 'keys'> {
  readonly now: Date;
  readonly messages: Waiting[];
}

/** Signs messages in threads of its own, where they stand, those that come together at once. */
export class SigningThreads {
  private readonly memory = new SharedMemory();
  private readonly threads: (SigningThread | undefined)[] = [];
  private gathered: Gathered | undefined;

  /** Rejects where it cannot be signed. */
  sign(message: FilledMessage, keys: readonly DkimKey[], now: Date): Promise<SignedMessage> {
    const bytes = message.bytes(this.memory);
    const slab = this.memory.slabOf(bytes);
    return new Promise((signed, failed) => {
      const waiting = { bytes, signed, failed };
      if (slab) this.gather({ slab, keys, now, messages: [waiting] });
      else signHere(waiting, keys, now);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.splice(0).map(async (thread) => await thread?.end()));
  }

  private gather(more: Gathered): void {
    const { gathered } = this;
    if (gathered && canJoin(gathered, more)) gathered.messages.push(...more.messages);
    else {
      if (gathered) this.hand(gathered);
      else setImmediate(() => this.handAll());
      this.gathered = more;
    }
  }

  private handAll(): void {
    if (this.gathered) this.hand(this.gathered);
    this.gathered = undefined;
  }

  private hand({ slab, keys, now, messages }: Gathered): void {
    const places = messages.flatMap(({ bytes }) => [bytes.byteOffset, bytes.byteOffset + bytes.length]);
    const release = (): void => this.memory.giveBack(slab);
    const done = (starts?: Int32Array): void => messages.forEach((waiting, n) => {
      const [start = UNSIGNED, end = 0] = [starts?.[n], places[n * 2 + 1]];
      if (start !== UNSIGNED) return waiting.signed({ bytes: slab.memory.subarray(start, end), release });
      signHere(waiting, keys, now);
      release();
    });
    this.leastBusy(keys).push({ slab, keys, time: secondsOf(now), places, done });
  }

  private leastBusy(keys: readonly DkimKey[]): SigningThread {
    const most = keys.some(({ algorithm }) => algorithm === 'rsa-sha256') ? MOST_THREADS : 1;
    const waiting = Array.from({ length: most }, (_, n) => this.threads[n]?.waiting ?? 0);
    const at = waiting.indexOf(Math.min(...waiting));
    return (this.threads[at] ??= this.start(at));
  }

  private start(at: number): SigningThread {
    const thread = new SigningThread(() => {
      if (this.threads[at] === thread) this.threads[at] = undefined;
    });
    return thread;
  }
}

const canJoin = (one: Gathered, other: Gathered): boolean =>
  one.slab === other.slab && one.keys === other.keys && secondsOf(one.now) === secondsOf(other.now) && one.messages.length < MOST_TOGETHER;

/** In memory of its own, for what no thread can sign. */
function signHere({ bytes, signed, failed }: Waiting, keys: readonly DkimKey[], now: Date): void {
  try {
    signed({ bytes: signMessage(bytes, keys, now), release: () => undefined });
  } catch (error) {
    failed(error);
  }
}
