import { readFile, stat } from 'node:fs/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { IntentClassifier, readModel } from '@widecast/text';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';

/** The vendor's own word for what a text is about, and how sure it is. */
export interface RecognisedIntent {
  readonly intent: string;
  /** The probability that it is right. */
  readonly confidence: number;
}

/** How often the file is looked at, in ms. */
const LOOK_MS = 10_000;

/**
 * The classifier in TICKETS_INTENT_MODEL. A new file under the name is taken up within seconds; one that cannot be read is
 * told and the one before stays. At the start it must be readable.
 */
@Injectable()
export class IntentModel implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('intent-model');
  private classifier: IntentClassifier | undefined;
  private seen = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {}

  async onModuleInit(): Promise<void> {
    const { TICKETS_INTENT_MODEL: file } = this.config;
    if (file === undefined) return;
    await this.load(file);
    this.timer = setInterval(() => void this.refresh(file), LOOK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Undefined where there is no model, or the text is none of its intents. */
  recognise(subject: string, text: string): RecognisedIntent | undefined {
    const found = this.classifier?.classify(subject === '' ? text : `${subject}\n\n${text}`);
    return found?.intent === null || found === undefined ? undefined : { intent: found.intent, confidence: found.confidence };
  }

  /** Takes the file up where it has changed. */
  async refresh(file: string): Promise<void> {
    await this.load(file).catch((error: unknown) => this.logger.error({ msg: 'the new intent model is not taken', file, reason: error instanceof Error ? error.message : String(error) }));
  }

  private async load(file: string): Promise<void> {
    const { mtimeMs, size } = await stat(file);
    const now = `${mtimeMs} ${size}`;
    if (now === this.seen) return;
    this.seen = now;
    this.classifier = new IntentClassifier(readModel(await readFile(file)));
    const { trainedAt, dataHash, classes } = this.classifier.model.card;
    this.logger.log({ msg: 'intents are recognised by a model', file, trainedAt, dataHash, classes });
  }
}
