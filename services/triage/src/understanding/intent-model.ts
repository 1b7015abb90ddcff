import { readFile, stat } from 'node:fs/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { IntentClassifier, readModel, UnreadableModel } from '@widecast/text';
import { CONFIG, Recurring } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { IntentModels } from '../learning/intent-models.ts';
import { textOf } from '../learning/label.ts';
import type { IntentOdds } from './signals.ts';

/** The vendor's own word for what a text is about, and how sure it is. */
export interface RecognisedIntent {
  readonly intent: string;
  /** The probability that it is right. */
  readonly confidence: number;
}

/** What the model makes of a text. */
export interface Recognition {
  /** Undefined where there is no model, or the text is none of its intents. */
  readonly intent: RecognisedIntent | undefined;
  /** To be asked before the next text is read. */
  readonly odds: IntentOdds;
}

/** How often it is looked at what serves, in ms. */
const LOOK_MS = 10_000;

/**
 * The classifier that serves: a model that was trained here and put into service, else the file in TICKETS_INTENT_MODEL, else
 * none. A new one is taken up within seconds in every process; a new file that cannot be read is told and the model before stays. At
 * the start the file must be there. Where there is no model before, or one that was trained here cannot be read (another version may have made it), words
 * alone do, and everything else goes on.
 */
@Injectable()
export class IntentModel implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('intent-model');
  private classifier: IntentClassifier | undefined;
  private seen = '';
  private unread: { readonly id: string; readonly reason: string } | undefined;
  private readonly looking = new Recurring({
    pause: LOOK_MS, turn: () => this.refresh(), failed: (error) => this.logger.warn({ msg: 'what intent model serves could not be looked up', error }),
  });

  constructor(@Inject(CONFIG) private readonly config: TriageConfig, private readonly models: IntentModels) {}

  async onModuleInit(): Promise<void> {
    await this.load().catch((error: unknown) => {
      if (!(error instanceof UnreadableModel)) throw error;
      this.logger.error({ msg: 'TICKETS_INTENT_MODEL cannot be read, and words alone tell intents until another file is there: train one with this version (`widecast triage train`)', reason: error.message });
    });
    this.looking.start();
  }

  /** The confidence from which the model that serves keeps the precision that it promises; above 1 where it cannot. */
  get sureFrom(): number {
    return this.classifier?.model.calibration.autoFrom ?? 0;
  }

  /** Those that the model that serves can tell; none where words alone do. */
  get intents(): readonly string[] {
    return this.classifier?.model.classes ?? [];
  }

  /** Why a model that is in service is not used; null where it is, or is not in service. */
  unreadable(modelId: string): string | null {
    return this.unread?.id === modelId ? this.unread.reason : null;
  }

  onModuleDestroy(): Promise<void> {
    return this.looking.stop();
  }

  recognise(subject: string, text: string): Recognition {
    const { classifier } = this;
    if (!classifier) return { intent: undefined, odds: () => undefined };
    const { intent, confidence, inScope } = classifier.classify(textOf({ subject, text }));
    const { probabilities, model: { classes } } = classifier;
    const odds: IntentOdds = (intents) => {
      const known = [...classes.entries()].filter(([, name]) => intents.includes(name));
      return known.length === 0 ? undefined : inScope * known.reduce((sum, [at]) => sum + (probabilities[at] ?? 0), 0);
    };
    return { intent: intent === null ? undefined : { intent, confidence }, odds };
  }

  /** Takes up what serves where it has changed. */
  async refresh(): Promise<void> {
    await this.load().catch((error: unknown) => this.logger.error({ msg: 'the new intent model is not taken', reason: error instanceof Error ? error.message : String(error) }));
  }

  private async load(): Promise<void> {
    const modelId = (await this.models.serving())?.modelId ?? null;
    if (modelId !== null) return this.takeStored(modelId);
    const { TICKETS_INTENT_MODEL: file } = this.config;
    if (file === undefined) return this.take('', () => Promise.resolve(undefined));
    const { mtimeMs, size } = await stat(file);
    await this.take(`${file} ${mtimeMs} ${size}`, () => readFile(file));
  }

  private async take(name: string, read: () => Promise<Buffer | undefined>): Promise<void> {
    if (name === this.seen) return;
    const bytes = await read();
    this.seen = name;
    this.use(name, bytes && new IntentClassifier(readModel(bytes)));
  }

  private async takeStored(id: string): Promise<void> {
    if (id === this.seen) return;
    const bytes = await this.models.bytesOf(id);
    this.seen = id;
    try {
      this.use(id, bytes && new IntentClassifier(readModel(bytes)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.use(id, undefined);
      this.unread = { id, reason };
      this.logger.warn({
        msg: 'the intent model in service cannot be read; train one (`widecast intent-models train`) and put it into service, or go back (`widecast intent-models roll-back`)', model: id, reason,
      });
    }
  }

  private use(name: string, classifier: IntentClassifier | undefined): void {
    this.classifier = classifier;
    this.unread = undefined;
    const { trainedAt, dataHash, classes } = this.classifier?.model.card ?? {};
    this.logger.log(this.classifier ? { msg: 'intents are recognised by a model', model: name, trainedAt, dataHash, classes } : { msg: 'intents are recognised by words' });
  }
}
