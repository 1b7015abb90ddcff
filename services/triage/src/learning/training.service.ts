import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Conflict, Recurring } from '@widecast/service-kit';
import { BOXED_INTENTS } from '@widecast/text';
import { labelledUntil } from './label.ts';
import { IntentModels } from './intent-models.ts';
import { lessonFrom, TooFewLabels } from './lesson.ts';
import { trainInThread } from './training-thread.ts';

/** How often a training says that it is alive, in ms. */
const BEAT = 20_000;

/** Trains models from labelled tickets, one at a time in all processes, beside the service's work. */
@Injectable()
export class TrainingService implements OnModuleDestroy {
  private readonly logger = new Logger('learning');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly database: Database, private readonly models: IntentModels) {}

  /** Gives the id of the model to be. Throws Conflict while another is trained. */
  async begin(boxed: boolean, actor: string): Promise<string> {
    const id = await this.models.begin(boxed, actor);
    if (id === undefined) throw new Conflict('A model is being trained; wait until it is ready (GET /v1/intent-models)');
    this.running = this.train(id, boxed).catch((error: unknown) => this.failed(id, error));
    return id;
  }

  /** A training that is not done is given up; it can be asked for again. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort(new Error('the service was stopped'));
    await this.running;
  }

  private async train(id: string, boxed: boolean): Promise<void> {
    const alive = new Recurring({ pause: BEAT, turn: () => this.models.prolong(id), failed: (error) => this.logger.warn({ msg: 'a training could not say that it is alive', error }) });
    alive.start();
    try {
      const { learnedUntil, labels } = await this.models.show(id);
      const lesson = lessonFrom(await labelledUntil(this.database, learnedUntil), new Set<string>(boxed ? BOXED_INTENTS : []));
      if (!lesson.boxed && new Set(lesson.examples.map(({ label }) => label)).size < 2) throw new TooFewLabels(labels, lesson.examples.length);
      const trained = await trainInThread(lesson, this.stopping.signal);
      await this.models.finish(id, trained);
      this.logger.log({ msg: 'an intent model was trained', id, examples: trained.card.examples, classes: trained.card.classes, accuracy: trained.card.heldOut.accuracy });
    } finally {
      await alive.stop();
    }
  }

  private async failed(id: string, error: unknown): Promise<void> {
    const cause = this.stopping.signal.aborted ? this.stopping.signal.reason as unknown : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.logger.warn({ msg: 'an intent model could not be trained', id, reason });
    await this.models.fail(id, reason).catch((failure: unknown) => this.logger.error({ msg: 'a failed training could not be noted; its lease ends', id, failure }));
  }
}
