import { writeFileSync } from 'node:fs';
import { englishWords, meantForPeople, PEOPLE_SIGNALS, peopleLetters, peopleLettersIn, saidForPeople, trainTellers, writeSignals } from '@widecast/text';
import { EN } from './blind-for-people/en.ts';
import { RU } from './blind-for-people/ru.ts';

type Tell = (what: string, value: number, goal?: string) => void;

/** Trains the model of what only people answer from its letters and writes it into a file; answers CPU seconds. */
export function writeForPeople(file: string): number {
  const before = process.cpuUsage();
  const model = trainTellers(peopleLetters(), { signals: PEOPLE_SIGNALS, trainedAt: new Date(), meanings: englishWords() });
  const { user, system } = process.cpuUsage(before);
  writeFileSync(file, writeSignals(model));
  return (user + system) / 1e6;
}

/** How many letters that must not be answered by machines are found, and how many others are taken for such. */
export function forPeople(tell: Tell): void {
  const trained = new Set(peopleLetters().map(({ text }) => text.toLowerCase()));
  for (const [language, text] of [['English', EN], ['Russian', RU]] as const) {
    const letters = peopleLettersIn(text).filter((letter) => !trained.has(letter.text.toLowerCase()));
    const share = (of: typeof letters): number => of.filter((letter) => saidForPeople(letter.text) ?? meantForPeople(letter.text)).length / of.length;
    const what = `For people, ${letters.length} letters not trained with (${language})`;
    tell(`${what}: grave ones found`, share(letters.filter(({ truth }) => truth.grave === true)));
    tell(`${what}: who ask for a person found`, share(letters.filter(({ truth }) => truth.person === true)));
    tell(`${what}: others taken for such`, share(letters.filter(({ truth }) => truth.grave !== true && truth.person !== true)));
  }
}
