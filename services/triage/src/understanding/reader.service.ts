import { Injectable } from '@nestjs/common';
import type { Queryable } from '@widecast/database';
import { IntentModel } from './intent-model.ts';
import { SignalSettingsService } from './signal-settings.service.ts';
import { signalsOf, type Signals } from './signals.ts';
import { understand, type Understanding } from './understand.ts';

export interface Reading extends Omit<Understanding, 'intent'> {
  readonly intent: string;
  /** Of the intent; 0 where words alone told it. */
  readonly confidence: number;
  readonly signals: Signals;
}

/** What a message of a customer says: by words, and by the model that serves. */
@Injectable()
export class Reader {
  constructor(
    private readonly model: IntentModel,
    private readonly signals: SignalSettingsService,
  ) {}

  async read(database: Queryable, subject: string, text: string): Promise<Reading> {
    const { settings: intents } = await this.signals.current(database);
    const understood = understand(subject, text);
    const recognised = this.model.recognise(subject, text);
    // A complaint stays one whatever else it is about: it holds promotions.
    return { confidence: 0, ...understood, ...(understood.complaint ? {} : recognised.intent), signals: signalsOf(intents, recognised.odds, understood.intent) };
  }
}
