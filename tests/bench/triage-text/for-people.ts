import { writeFileSync } from 'node:fs';
import { boxedExamples, englishWords, IntentClassifier, meantForPeople, NEVER_AUTOMATIC, PEOPLE_SIGNALS, peopleLetters, peopleLettersIn, saidForPeople, trainTellers, writeSignals } from '@widecast/text';
import { EN } from './blind-for-people/en.ts';
import { RU } from './blind-for-people/ru.ts';
import { train } from './measure.ts';

type Tell = (what: string, value: number, goal?: string) => void;

/** Trains the model of what only people answer from its letters and writes it into a file; answers CPU seconds. */
export function writeForPeople(file: string): number {
  const before = process.cpuUsage();
  const model = trainTellers(peopleLetters(), { signals: PEOPLE_SIGNALS, trainedAt: new Date(), meanings: englishWords() });
  const { user, system } = process.cpuUsage(before);
  writeFileSync(file, writeSignals(model));
  return (user + system) / 1e6;
}

/** Whether all that stands before an automatic answer lets the letter through. */
function isAnswered(classifier: IntentClassifier, text: string): boolean {
  const { isSure, intent } = classifier.classify(text);
  return isSure && intent !== null && !NEVER_AUTOMATIC.has(intent) && (saidForPeople(text) ?? meantForPeople(text)) === null;
}

/** How many letters that must not be answered by machines are found, and how many others are taken for such. */
export function forPeople(tell: Tell): void {
  const trained = new Set(peopleLetters().map(({ text }) => text.toLowerCase()));
  const classifier = new IntentClassifier(train(boxedExamples(), { seed: 1 }).model);
  for (const [language, text] of [['English', EN], ['Russian', RU]] as const) {
    const letters = peopleLettersIn(text).filter((letter) => !trained.has(letter.text.toLowerCase()));
    const share = (of: typeof letters): number => of.filter((letter) => saidForPeople(letter.text) ?? meantForPeople(letter.text)).length / of.length;
    const what = `For people, ${letters.length} letters not trained with (${language})`;
    tell(`${what}: grave ones found`, share(letters.filter(({ truth }) => truth.grave === true)));
    tell(`${what}: who ask for a person found`, share(letters.filter(({ truth }) => truth.person === true)));
    tell(`${what}: grave ones or such that a rule would answer, by the boxed model`, letters.filter(({ text: letter, truth }) => (truth.grave === true || truth.person === true) && isAnswered(classifier, letter)).length, '≤ 0');
    tell(`${what}: others taken for such`, share(letters.filter(({ truth }) => truth.grave !== true && truth.person !== true)));
  }
}
