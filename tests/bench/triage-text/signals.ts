import { writeFileSync } from 'node:fs';
import { boxedSignals, LETTER_SIGNALS, LetterSignals, signalFigures, signalLetters, signalLettersIn, trainSignals, wordsOf, writeSignals, type JudgedSignal, type LetterSignal, type SignalLetter } from '@widecast/text';
import { EN_MESSENGER } from './blind-signals/en-messenger.ts';
import { EN_OFFICE } from './blind-signals/en-office.ts';
import { RU_MESSENGER } from './blind-signals/ru-messenger.ts';
import { RU_OFFICE } from './blind-signals/ru-office.ts';

type Tell = (what: string, value: number, goal?: string) => void;

const BLIND = {
  English: [...signalLettersIn(EN_MESSENGER, 'messenger'), ...signalLettersIn(EN_OFFICE, 'office')],
  Russian: [...signalLettersIn(RU_MESSENGER, 'messenger'), ...signalLettersIn(RU_OFFICE, 'office')],
};

/** Trains the boxed signals from their letters and writes them into a file; answers CPU seconds. */
export function writeBoxedSignals(file: string): number {
  const before = process.cpuUsage();
  const model = trainSignals(signalLetters(), new Date());
  const { user, system } = process.cpuUsage(before);
  writeFileSync(file, writeSignals(model));
  return (user + system) / 1e6;
}

/** How the boxed signals do on letters that were written before those of training, and that nothing was fitted on. */
export function signals(tell: Tell): void {
  const model = boxedSignals();
  const reader = new LetterSignals(model);
  const trained = new Set(signalLetters().map(({ text }) => text.toLowerCase()));
  for (const [language, letters] of Object.entries(BLIND)) {
    if (letters.some(({ text }) => trained.has(text.toLowerCase()))) throw new Error(`${language} has letters that were trained with`);
    for (const signal of LETTER_SIGNALS) {
      const { precision, recall, unknown, ece } = signalFigures(judged(letters, reader, signal));
      const what = `Signals, ${letters.length} letters not trained with (${language}), ${signal}`;
      tell(`${what}: precision`, precision);
      tell(`${what}: recall`, recall);
      tell(`${what}: answered "unknown"`, unknown);
      tell(`${what}: calibration error`, ece);
      const words = wordsAlone(letters, signal);
      if (words !== undefined) tell(`${what}: recall of words alone`, words);
    }
  }
  const whole = cost(BLIND.English, (text) => reader.read('', text));
  tell('Signals: CPU µs for a letter of 300 characters', whole);
  tell('Signals: the same without what words alone take', whole - cost(BLIND.English, wordsOf), '≤ 20');
}

const judged = (letters: readonly SignalLetter[], reader: LetterSignals, signal: LetterSignal): JudgedSignal[] =>
  letters.map(({ text, truth }) => ({ probability: reader.read('', text).odds[signal], isSo: truth[signal] === true }));

function wordsAlone(letters: readonly SignalLetter[], signal: LetterSignal): number | undefined {
  if (signal !== 'urgent' && signal !== 'complaint') return undefined;
  const so = letters.filter(({ truth }) => truth[signal] === true);
  return so.filter(({ text }) => wordsOf(text)[signal]).length / so.length;
}

const ROUNDS = 20_000;

function cost(letters: readonly SignalLetter[], read: (text: string) => unknown): number {
  const texts = letters.map(({ text }) => `${text} `.repeat(10).slice(0, 300));
  const measure = (rounds: number): number => {
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) read(texts[round % texts.length] ?? '');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / rounds;
  };
  measure(ROUNDS);
  return measure(ROUNDS);
}
