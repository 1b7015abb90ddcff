import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG, Conflict, Recurring } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { IntentModel } from '../understanding/intent-model.ts';
import { IntentModels } from './intent-models.ts';
import { ModelUnreadable, NotBetter, Shadow } from './shadow.service.ts';
import { TrainingService } from './training.service.ts';

const PAUSE = 60_000;
/** So many newly labelled tickets are worth a training. */
const WORTH_A_TRAINING = 100;
const BY_ITSELF = 'learning';

const NEW_LABELS = `SELECT count(*)::int AS fresh FROM ticket_labels WHERE first_labelled_at > coalesce((SELECT max(created_at) FROM intent_models), '-infinity')`;
/** What was gone back from stays out of service unless a person says so. */
const NEWEST = `
  SELECT id, id IN (SELECT model_id FROM intent_model_service) AS served FROM intent_models WHERE state = 'ready' ORDER BY created_at DESC LIMIT 1`;

/** Lets models come into service: by hand, or by itself as TICKETS_LEARNING says. */
@Injectable()
export class Learning implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('learning');
  private readonly watching = new Recurring({
    pause: PAUSE, turn: () => this.turn(), failed: (error) => this.logger.warn({ msg: 'learning could not go on; tried again', error }),
  });

  constructor(
    @Inject(CONFIG) private readonly config: TriageConfig,
    private readonly database: Database,
    private readonly models: IntentModels,
    private readonly training: TrainingService,
    private readonly shadow: Shadow,
    private readonly model: IntentModel,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.TICKETS_LEARNING !== 'off') this.watching.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.watching.stop();
  }

  /** Throws {@link NotBetter} unless it is, or is forced with a reason. */
  async serve(id: string, { force, actor }: { readonly force: string | undefined; readonly actor: string }): Promise<void> {
    const comparison = await this.shadow.compare(id);
    if (!comparison.isBetter && force === undefined) throw new NotBetter(comparison);
    await this.models.serve(id, { why: force ?? `better on ${comparison.tickets} tickets, p = ${comparison.p.toFixed(4)}`, actor });
    this.logger.log({ msg: 'an intent model serves', id, actor, forced: force !== undefined, audit: true });
    await this.model.refresh();
  }

  async rollBack(why: string, actor: string): Promise<string | null> {
    const before = await this.models.rollBack({ why, actor });
    if (!before) throw new Conflict('No model that was trained here serves, so there is nothing to go back from');
    this.logger.log({ msg: 'the intent model before serves again', id: before.modelId, actor, audit: true });
    await this.model.refresh();
    return before.modelId;
  }

  /** Trains where there is enough that is new; brings the newest into service where it is better. */
  async turn(): Promise<void> {
    const [{ fresh } = { fresh: 0 }] = await this.database.query<{ fresh: number }>(NEW_LABELS);
    if (fresh >= WORTH_A_TRAINING) await this.training.begin(false, BY_ITSELF).catch(unlessTraining);
    if (this.config.TICKETS_LEARNING !== 'promote') return;
    const [newest] = await this.database.query<{ id: string; served: boolean | null }>(NEWEST);
    if (!newest || newest.served) return;
    await this.serve(newest.id, { force: undefined, actor: BY_ITSELF }).catch((error: unknown) => {
      if (!(error instanceof NotBetter || error instanceof ModelUnreadable)) throw error;
    });
  }
}

function unlessTraining(error: unknown): void {
  if (!(error instanceof Conflict)) throw error;
}
