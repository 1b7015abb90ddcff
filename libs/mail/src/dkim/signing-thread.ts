import { Worker } from 'node:worker_threads';
import type { DkimKey } from './dkim-key.ts';
import type { SigningTask } from './in-place-signer.ts';
import type { SharedSlab } from './shared-memory.ts';

// From sources, in tests and tools, the thread needs the loader of the process.
const SOURCE = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(`./signing.worker.${SOURCE ? 'ts' : 'js'}`, import.meta.url);
const LOADER = SOURCE ? ['--conditions=@widecast/source', '--import=@swc-node/register/esm-register', '--disable-warning=ExperimentalWarning'] : [];
/** A large young generation would cost 26 MB and bring nothing: what a batch leaves behind is little. */
const LIMITS = { maxYoungGenerationSizeMb: 6 };

/** Messages of one moment that stand in one slab and are signed by the same keys. */
export interface Batch {
  readonly slab: SharedSlab;
  readonly keys: readonly DkimKey[];
  /** Seconds since the epoch. */
  readonly time: number;
  /** Start and end of each in turn. */
  readonly places: readonly number[];
  /** Where each begins now that it is signed; without where the thread has died. */
  readonly done: (starts?: Int32Array) => void;
}

/** Numbers of what is sent to a thread once. */
const numbers = new WeakMap<object, number>();
let last = 0;

function numberOf(thing: object): number {
  const number = numbers.get(thing) ?? (last += 1);
  numbers.set(thing, number);
  return number;
}

/** A thread that signs, one batch after another. */
export class SigningThread {
  private readonly worker = new Worker(PROGRAM, { execArgv: LOADER, resourceLimits: LIMITS });
  private readonly batches: Batch[] = [];
  private readonly told = new WeakSet<object>();
  /** Messages that it has not signed yet. */
  waiting = 0;

  constructor(onEnd: () => void) {
    this.worker.unref();
    this.worker.on('message', (starts: Int32Array) => this.finish(starts));
    // What follows is its exit.
    this.worker.on('error', () => undefined);
    this.worker.on('exit', () => {
      onEnd();
      while (this.batches.length > 0) this.finish();
    });
  }

  push(batch: Batch): void {
    const { slab, keys, time, places } = batch;
    this.batches.push(batch);
    this.waiting += places.length / 2;
    const task: SigningTask = {
      slab: numberOf(slab), memory: this.isNew(slab) ? slab.memory.buffer : undefined,
      signer: numberOf(keys), keys: this.isNew(keys) ? keys : undefined, time, places: Int32Array.from(places),
    };
    this.worker.postMessage(task);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private finish(starts?: Int32Array): void {
    const batch = this.batches.shift();
    if (!batch) return;
    this.waiting -= batch.places.length / 2;
    batch.done(starts);
  }

  private isNew(thing: object): boolean {
    const isNew = !this.told.has(thing);
    this.told.add(thing);
    return isNew;
  }
}
