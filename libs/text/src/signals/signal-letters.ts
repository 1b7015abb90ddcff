import { createHash } from 'node:crypto';
import { BOXED_STYLES } from '../boxed/boxed.ts';
import { lettersIn } from '../boxed/letters.ts';
import { BOXED_INTENTS, type BoxedIntent } from '../boxed/taxonomy.ts';
import { EN_BLUNT } from './letters/en-blunt.ts';
import { EN_FORMAL } from './letters/en-formal.ts';
import { EN_POLITE } from './letters/en-polite.ts';
import { EN_STORY } from './letters/en-story.ts';
import { EN_TERSE } from './letters/en-terse.ts';
import { RU_BLUNT } from './letters/ru-blunt.ts';
import { RU_FORMAL } from './letters/ru-formal.ts';
import { RU_POLITE } from './letters/ru-polite.ts';
import { RU_STORY } from './letters/ru-story.ts';
import { RU_TERSE } from './letters/ru-terse.ts';
import { LETTER_SIGNALS, type AnySignal, type LetterSignal } from './signal.ts';

/** A letter whose signals are known. */
export interface SignalLetter<Signal extends AnySignal = LetterSignal> {
  readonly text: string;
  /** The kind of writer, in whichever language. */
  readonly style: string;
  /** By signal; absent where nobody has said. */
  readonly truth: Readonly<Partial<Record<Signal, boolean>>>;
}

const LETTERS: Readonly<Record<string, readonly string[]>> = {
  terse: [EN_TERSE, RU_TERSE], polite: [EN_POLITE, RU_POLITE], blunt: [EN_BLUNT, RU_BLUNT], formal: [EN_FORMAL, RU_FORMAL], story: [EN_STORY, RU_STORY],
};

/** Letters under the signals that they give: `# churn complaint`; `# none` where they give none. */
export function signalLettersIn(text: string, style: string): SignalLetter[] {
  return lettersIn(text).map(({ text: letter, label }) => {
    const given = new Set(label.split(' '));
    return { text: letter, style, truth: Object.fromEntries(LETTER_SIGNALS.map((signal) => [signal, given.has(signal)])) };
  });
}

/** What the intents of the boxed start say of a signal; one that stands in neither list says nothing. */
const BY_INTENT: Readonly<Record<LetterSignal, { readonly yes: readonly BoxedIntent[]; readonly no: readonly BoxedIntent[] }>> = {
  urgent: { yes: [], no: ['pricing', 'partnership', 'company-details', 'how-to', 'trial', 'unsubscribe', 'change-plan', 'data-export'] },
  complaint: { yes: ['complaint'], no: ['pricing', 'partnership', 'company-details', 'how-to', 'trial', 'invoice', 'closing-documents', 'users', 'integration', 'change-plan', 'data-export', 'order-change', 'access'] },
  purchase: { yes: ['pricing', 'trial'], no: BOXED_INTENTS.filter((intent) => !['pricing', 'trial', 'change-plan', 'users', 'partnership', 'person'].includes(intent)) },
  churn: {
    yes: ['cancel'],
    no: ['invoice', 'closing-documents', 'payment-failed', 'wrong-charge', 'payment-status', 'trial', 'access', 'users', 'bug', 'outage', 'how-to', 'integration', 'delivery', 'damaged', 'order-change', 'company-details', 'partnership'],
  },
};

function boxedLetters(): SignalLetter[] {
  return Object.entries(BOXED_STYLES).flatMap(([name, letters]) => letters.map(({ text, label }) => {
    const told = (list: readonly string[]): boolean => list.includes(label);
    const known = LETTER_SIGNALS.filter((signal) => told(BY_INTENT[signal].yes) || told(BY_INTENT[signal].no));
    return { text, style: name.slice(3), truth: Object.fromEntries(known.map((signal) => [signal, told(BY_INTENT[signal].yes)])) };
  }));
}

/** All letters that signals are learned from. */
export const signalLetters = (): SignalLetter[] => [
  ...Object.entries(LETTERS).flatMap(([style, texts]) => texts.flatMap((text) => signalLettersIn(text, style))),
  ...boxedLetters(),
];

export const hashOf = (letters: readonly SignalLetter<AnySignal>[]): string => createHash('sha256').update(JSON.stringify(letters)).digest('hex');
