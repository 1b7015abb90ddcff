import { FoldedText } from './phrases.ts';
import type { SignalModel } from './signal-model.ts';
import { SignalReader } from './signal-reader.ts';
import { wordsOf, type LetterWords } from './signal-rules.ts';
import type { SignalOdds } from './signal.ts';

/** What a letter tells by its words and by the model together. */
export interface LetterReading {
  readonly odds: SignalOdds;
  readonly words: LetterWords;
  /** Its subject and its text, to be asked for further words. */
  readonly folded: FoldedText;
}

/** Reads the signals of letters; not to be shared between threads. */
export class LetterSignals {
  private readonly reader: SignalReader;

  constructor(model: SignalModel) {
    this.reader = new SignalReader(model);
  }

  read(subject: string, text: string): LetterReading {
    const folded = FoldedText.of(`${subject}\n${text}`);
    const words = wordsOf(folded);
    return { folded, words, odds: this.reader.read(subject, text, words) };
  }
}
