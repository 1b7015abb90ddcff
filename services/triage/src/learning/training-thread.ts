import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Example, ModelCard } from '@widecast/text';

/** What is learned from. */
export interface Lesson {
  readonly examples: readonly Example[];
  /** With the letters of the boxed start. */
  readonly boxed: boolean;
}

export interface Trained {
  readonly card: ModelCard;
  /** The model file. */
  readonly bytes: Uint8Array;
}

/** Long enough for 200,000 texts; in ms. */
const PATIENCE = 30 * 60_000;
const LIMITS = { maxOldGenerationSizeMb: 2048 };

// From sources, in tests and tools, the thread needs the loader of the process.
const SOURCE = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(`./training.worker.${SOURCE ? 'ts' : 'js'}`, import.meta.url);
const LOADER = SOURCE ? ['--conditions=@widecast/source', '--import=@swc-node/register/esm-register', '--disable-warning=ExperimentalWarning'] : [];

/** Trains in a thread of its own, so that the service goes on; an abort ends it. Throws what made it fail. */
export async function trainInThread(lesson: Lesson, signal: AbortSignal): Promise<Trained> {
  const worker = new Worker(PROGRAM, { workerData: lesson, execArgv: LOADER, resourceLimits: LIMITS });
  try {
    const [trained] = (await once(worker, 'message', { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) })) as [Trained];
    return trained;
  } finally {
    await worker.terminate();
  }
}
