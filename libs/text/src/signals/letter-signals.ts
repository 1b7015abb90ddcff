import type { SignalModel } from './signal-model.ts';
import { SignalReader } from './signal-reader.ts';
import { wordsOf, type LetterWords } from './signal-rules.ts';
import type { SignalOdds } from './signal.ts';

/** What a letter tells by its words and by the model together. */
export interface LetterReading {
  readonly odds: SignalOdds;
  readonly words: LetterWords;
}

/** Reads the signals of letters; not to be shared between threads. */
export class LetterSignals {
  private readonly reader: SignalReader;

  constructor(model: SignalModel) {
    this.reader = new SignalReader(model);
  }

  read(subject: string, text: string): LetterReading {
    const words = wordsOf(`${subject}\n${text}`);
    return { words, odds: this.reader.read(subject, text, words) };
  }
}
