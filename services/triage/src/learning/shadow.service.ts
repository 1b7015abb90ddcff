import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG, DomainError } from '@widecast/service-kit';
import { IntentClassifier, readModel } from '@widecast/text';
import type { TriageConfig } from '../config.ts';
import { understand } from '../understanding/understand.ts';
import { compared, type Comparison } from './comparison.ts';
import { IntentModels } from './intent-models.ts';
import { labelledAfter, NO_INTENT, textOf, type LabelledTicket } from './label.ts';

/** A model that is not shown to be better does not serve unless a person says so. */
export class NotBetter extends DomainError {
  readonly kind = 'conflict';

  constructor({ tickets, right, servingRight, p }: Comparison) {
    super(`It is not shown to be better: of ${tickets} tickets that neither had seen it had ${right} right, what serves now ${servingRight} (p = ${p.toFixed(3)}; 30 tickets and 0.05 at most are asked for). Label more tickets, or force it`);
  }
}

/** It is not there yet, or will never be. */
export class ModelNotReady extends DomainError {
  readonly kind = 'conflict';

  constructor(id: string, state: string, reason: string | null) {
    super(`The model ${id} is ${state}${reason === null ? '' : `: ${reason}`}; train one (POST /v1/intent-models) and wait until it is ready`);
  }
}

/** It is of another version, or damaged. */
export class ModelUnreadable extends DomainError {
  readonly kind = 'conflict';

  constructor(name: string, cause: unknown) {
    super(`The model ${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

type Reader = (ticket: LabelledTicket) => string;

/** A thread must not be held for longer than so many texts take. */
const AT_A_TIME = 20;

/** Holds models against what serves, on tickets that were labelled after both had learned. */
@Injectable()
export class Shadow {
  constructor(
    @Inject(CONFIG) private readonly config: TriageConfig,
    private readonly database: Database,
    private readonly models: IntentModels,
  ) {}

  /** Throws {@link ModelNotReady}, {@link ModelUnreadable}. */
  async compare(id: string): Promise<Comparison> {
    const { learnedUntil } = await this.models.show(id);
    const servingId = (await this.models.serving())?.modelId ?? null;
    const others = servingId === null ? [] : [(await this.models.show(servingId)).learnedUntil];
    const reader = await this.readerOf(id);
    const serving = servingId === null ? await this.before() : await this.servingReaderOf(servingId);
    const batches = await Promise.all([learnedUntil, ...others].map((moment) => labelledAfter(this.database, moment)));
    const fresh = batches.reduce((fewest, batch) => (batch.length < fewest.length ? batch : fewest));
    const verdicts = [];
    for (const [at, ticket] of fresh.entries()) {
      if (at % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
      verdicts.push({ model: reader(ticket) === ticket.intent, serving: serving(ticket) === ticket.intent });
    }
    return compared(verdicts);
  }

  /** What serves while no model that was trained here does. */
  private async before(): Promise<Reader> {
    const { TICKETS_INTENT_MODEL: file } = this.config;
    return file === undefined ? byWords : readerBy(file, await readFile(file));
  }

  private async readerOf(id: string): Promise<Reader> {
    const { state, reason } = await this.models.show(id);
    const bytes = await this.models.bytesOf(id);
    if (!bytes) throw new ModelNotReady(id, state, reason);
    return readerBy(id, bytes);
  }

  /** In service, words alone stand in for one that cannot be read. */
  private servingReaderOf(id: string): Promise<Reader> {
    return this.readerOf(id).catch((error: unknown) => {
      if (error instanceof ModelUnreadable) return byWords;
      throw error;
    });
  }
}

function readerBy(name: string, model: Buffer): Reader {
  const classifier = classifierOf(name, model);
  return (ticket) => classifier.classify(textOf(ticket)).intent ?? NO_INTENT;
}

function classifierOf(name: string, model: Buffer): IntentClassifier {
  try {
    return new IntentClassifier(readModel(model));
  } catch (error) {
    throw new ModelUnreadable(name, error);
  }
}

const byWords: Reader = ({ subject, text }) => {
  const { intent } = understand(subject, text);
  return intent === 'other' ? NO_INTENT : intent;
};
