import { BOXED_STYLES } from '../boxed/boxed.ts';
import { lettersIn } from '../boxed/letters.ts';
import { NEVER_AUTOMATIC } from '../boxed/taxonomy.ts';
import { EN_CALM_MORE } from './for-people/en-calm-more.ts';
import { EN_CALM } from './for-people/en-calm.ts';
import { EN_DISPUTE } from './for-people/en-dispute.ts';
import { EN_LAW } from './for-people/en-law.ts';
import { RU_CALM_MORE } from './for-people/ru-calm-more.ts';
import { RU_CALM } from './for-people/ru-calm.ts';
import { RU_DISPUTE } from './for-people/ru-dispute.ts';
import { RU_LAW } from './for-people/ru-law.ts';
import type { SignalLetter } from './signal-letters.ts';
import type { PeopleSignal } from './signal.ts';

const WRITTEN = [EN_LAW, EN_DISPUTE, EN_CALM, EN_CALM_MORE, RU_LAW, RU_DISPUTE, RU_CALM, RU_CALM_MORE];
/** Parts that models are judged with which have not seen them. */
const PARTS = 5;

/** Letters under what they are: `# grave`, `# person`, `# none`. */
export const peopleLettersIn = (text: string): SignalLetter<PeopleSignal>[] =>
  lettersIn(text).map(({ text: letter, label }, at) => ({ text: letter, style: `part ${at % PARTS}`, truth: { grave: label === 'grave', person: label === 'person' } }));

/** All letters from which it is learned what only people answer. */
export const peopleLetters = (): SignalLetter<PeopleSignal>[] => [
  ...WRITTEN.flatMap(peopleLettersIn),
  ...Object.entries(BOXED_STYLES).flatMap(([name, letters]) => letters.map(({ text, label }) => ({ text, style: name.slice(3), truth: { grave: NEVER_AUTOMATIC.has(label) && label !== 'person', person: label === 'person' } }))),
];
