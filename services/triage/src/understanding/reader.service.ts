import { readFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import type { Queryable } from '@widecast/database';
import { CONFIG, counter } from '@widecast/service-kit';
import { answerOf, boxedSignals, LETTER_SIGNALS, LetterSignals, readSignals, type LetterReading, type LetterWords, type SignalOdds } from '@widecast/text';
import type { TriageConfig } from '../config.ts';
import { IntentModel } from './intent-model.ts';
import { SignalSettingsService } from './signal-settings.service.ts';
import { withIntents } from './signals.ts';
import { understand, type Understanding } from './understand.ts';

export interface Reading extends Omit<Understanding, 'intent'> {
  readonly intent: string;
  /** Of the intent; 0 where words alone told it. */
  readonly confidence: number;
  readonly signals: SignalOdds;
}

/** A complaint holds promotions and jumps the queue: where no word says that it is one, the model must be as sure as this. */
const SURELY_COMPLAINT = 0.9;

const answers = counter({ name: 'widecast_ticket_signals_total', help: 'Messages of customers by what they were understood to tell.', labels: ['service', 'signal', 'answer'] });

/** What a message of a customer says: by words, by the model of signals, and by the model of intents that serves. */
@Injectable()
export class Reader {
  private readonly letters: LetterSignals;

  constructor(
    private readonly model: IntentModel,
    private readonly signals: SignalSettingsService,
    @Inject(CONFIG) { TICKETS_SIGNAL_MODEL: file }: TriageConfig,
  ) {
    this.letters = new LetterSignals(file === undefined ? boxedSignals() : readSignals(readFileSync(file, 'utf8')));
  }

  /** As {@link understood}, and counts it as a message of a customer. */
  async read(database: Queryable, subject: string, text: string): Promise<Reading> {
    const reading = await this.understood(database, subject, text);
    for (const signal of LETTER_SIGNALS) answers.inc({ service: 'triage', signal, answer: answerOf(reading.signals[signal]) });
    return reading;
  }

  async understood(database: Queryable, subject: string, text: string): Promise<Reading> {
    const { settings: intents } = await this.signals.current(database);
    const letter = this.letters.read(subject, text);
    const understood = understand(subject, text, letter.folded, toldBy(letter));
    const recognised = this.model.recognise(subject, text);
    const signals = withIntents(letter.odds, intents, recognised.odds, understood.intent);
    // A complaint stays one whatever else it is about: it holds promotions.
    return { confidence: 0, ...understood, ...(understood.complaint ? {} : recognised.intent), signals };
  }
}

/** A word that stands for haste is enough unless the rest speaks against it. */
function toldBy({ words, odds }: LetterReading): LetterWords {
  const haste = answerOf(odds.urgent);
  return { complaint: words.complaint || (odds.complaint ?? 0) >= SURELY_COMPLAINT, urgent: haste === 'yes' || (words.urgent && haste === 'unknown') };
}
