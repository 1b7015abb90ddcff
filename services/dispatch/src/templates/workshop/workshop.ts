import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { finish, type FinishJob, type valuesOf, type ValuesJob } from './jobs.ts';

/** Templates of people are read and rendered in so many ms, or not at all. */
const PATIENCE = 10_000;
/** Characters. */
const SHORT = 32_000;
/** A thread that is not asked for so long, in ms, is ended: what draws MJML takes 50 MB. */
const IDLE = 30_000;
const LIMITS = { maxOldGenerationSizeMb: 256, stackSizeMb: 4 };

// From sources, in tests and tools, the thread needs the loader of the process.
const SOURCE = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(`./workshop.worker.${SOURCE ? 'ts' : 'js'}`, import.meta.url);
const LOADER = SOURCE ? ['--conditions=@widecast/source', '--import=@swc-node/register/esm-register', '--disable-warning=ExperimentalWarning'] : [];

interface Answer {
  readonly ready?: true;
  readonly result?: unknown;
  readonly failure?: string;
}

/** It took too long or too much memory; its thread was killed. */
export class WorkshopKilled extends Error {
  constructor(what: string) {
    super(`The template ${what} and was stopped; make it shorter or simpler`);
    this.name = WorkshopKilled.name;
  }
}

/** The one place where templates of people are read and rendered: a thread of its own that can be killed. One job at a time. */
@Injectable()
export class Workshop implements OnModuleDestroy {
  /** ms */
  protected readonly patience: number = PATIENCE;
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** Throws {@link WorkshopKilled}. */
  async finish(draft: FinishJob['draft']): ReturnType<typeof finish> {
    // Reading a short text, unlike rendering it, takes no time that anybody could make long.
    if (draft.mjml === undefined && draft.subject.length + (draft.html ?? '').length + (draft.text ?? '').length <= SHORT) return await finish({ kind: 'finish', draft });
    return (await this.inTurn({ kind: 'finish', draft })) as Awaited<ReturnType<typeof finish>>;
  }

  /** Throws {@link WorkshopKilled}. */
  async values(job: Omit<ValuesJob, 'kind'>): Promise<ReturnType<typeof valuesOf>> {
    return (await this.inTurn({ kind: 'values', ...job })) as ReturnType<typeof valuesOf>;
  }

  async onModuleDestroy(): Promise<void> {
    await this.end();
  }

  private inTurn(job: FinishJob | ValuesJob): Promise<unknown> {
    const done = this.last.then(() => this.perform(job));
    this.last = done.catch(() => undefined);
    return done;
  }

  private async perform(job: FinishJob | ValuesJob): Promise<unknown> {
    clearTimeout(this.idle);
    const worker = (this.worker ??= await start());
    try {
      const { result, failure } = await answerOf(worker, this.patience, () => worker.postMessage(job));
      if (failure !== undefined) throw new Error(`The template cannot be rendered: ${failure}`);
      return result;
    } catch (error) {
      if (error instanceof WorkshopKilled) await this.end();
      throw error;
    } finally {
      this.idle = setTimeout(() => void this.end(), IDLE).unref();
    }
  }

  private async end(): Promise<void> {
    clearTimeout(this.idle);
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
  }
}

async function start(): Promise<Worker> {
  const worker = new Worker(PROGRAM, { execArgv: LOADER, resourceLimits: LIMITS });
  worker.unref();
  await answerOf(worker, 60_000, () => undefined);
  return worker;
}

function answerOf(worker: Worker, patience: number, ask: () => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new WorkshopKilled(`took longer than ${patience / 1000} s`))), patience);
    const answered = (answer: Answer): void => settle(() => resolve(answer));
    const failed = (): void => settle(() => reject(new WorkshopKilled('took more memory than there is for it')));
    const settle = (then: () => void): void => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', failed).off('exit', failed);
      then();
    };
    worker.once('message', answered).once('error', failed).once('exit', failed);
    ask();
  });
}
