import { Controller, Res } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import type { Response } from 'express';
import { IntentModel } from '../understanding/intent-model.ts';
import type { Comparison } from './comparison.ts';
import { IntentModels, type TrainedModel } from './intent-models.ts';
import { Learning } from './learning.ts';
import { compareModel, listModels, readModelFile, rollBackModel, serveModel, showModel, trainModelHere, type ModelView } from './learning.endpoints.ts';
import { ModelNotReady, Shadow } from './shadow.service.ts';
import { TrainingService } from './training.service.ts';

@Controller()
export class LearningController {
  constructor(
    private readonly models: IntentModels,
    private readonly training: TrainingService,
    private readonly shadow: Shadow,
    private readonly learning: Learning,
    private readonly model: IntentModel,
  ) {}

  @Handles(listModels)
  async list(): Promise<{ models: ModelView[] }> {
    return { models: (await this.models.list()).map((model) => this.viewOf(model)) };
  }

  @Handles(trainModelHere)
  async train(@Input() { body, actor }: InputOf<typeof trainModelHere>): Promise<ModelView> {
    return this.viewOf(await this.models.show(await this.training.begin(body.boxed, actor.id)));
  }

  @Handles(rollBackModel)
  async rollBack(@Input() { body, actor }: InputOf<typeof rollBackModel>): Promise<{ serving: string | null }> {
    return { serving: await this.learning.rollBack(body.why, actor.id) };
  }

  @Handles(showModel)
  async show(@Input() { params }: InputOf<typeof showModel>): Promise<ModelView> {
    return this.viewOf(await this.models.show(params.id));
  }

  @Handles(compareModel)
  compare(@Input() { params }: InputOf<typeof compareModel>): Promise<Comparison> {
    return this.shadow.compare(params.id);
  }

  @Handles(readModelFile)
  async file(@Input() { params }: InputOf<typeof readModelFile>, @Res() response: Response): Promise<void> {
    const { state, reason } = await this.models.show(params.id);
    const bytes = await this.models.bytesOf(params.id);
    if (!bytes) throw new ModelNotReady(params.id, state, reason);
    response.setHeader('content-disposition', `attachment; filename="${params.id}.model"`).setHeader('content-type', 'application/octet-stream').end(bytes);
  }

  @Handles(serveModel)
  async serve(@Input() { params, body, actor }: InputOf<typeof serveModel>): Promise<ModelView> {
    await this.learning.serve(params.id, { force: body.force, actor: actor.id });
    return this.viewOf(await this.models.show(params.id));
  }

  private viewOf({ id, state, serving, boxed, labels, learnedUntil, reason, actor, createdAt, card }: TrainedModel): ModelView {
    return { id, state, serving, boxed, labels, learnedUntil: learnedUntil === '-infinity' ? null : learnedUntil, reason, unreadable: this.model.unreadable(id), actor, createdAt: createdAt.toISOString(), card };
  }
}
