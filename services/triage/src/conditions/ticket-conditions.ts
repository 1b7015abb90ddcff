import { z } from 'zod';
import { languageCode } from '../understanding/language.ts';
import type { Urgency } from '../understanding/understand.ts';
import { answerOf, fold, LETTER_SIGNALS, type Entities, type SignalOdds } from '@widecast/text';

/** What is known of a ticket when something is to be decided about it. */
export interface TicketFacts {
  readonly queue: string;
  readonly urgency: Urgency;
  readonly intent: string;
  /** How sure the understanding is of the intent, 0 to 1. */
  readonly confidence: number;
  readonly language: string;
  readonly complaint: boolean;
  readonly channel: string;
  /** The writer is a contact. */
  readonly known: boolean;
  /** Of the contact, or of the account whose domain he writes from; null where neither is known. */
  readonly tier: string | null;
  readonly email: string;
  readonly tags: readonly string[];
  /** The probability of each signal; none of them where the text is not understood. */
  readonly signals: SignalOdds;
  /** What the first message names. */
  readonly entities: Partial<Entities>;
  readonly subject: string;
  readonly text: string;
}

const words = z.array(z.string().trim().min(1).max(100)).min(1).max(100).optional();

/** A word that is none of them would never fit: the rule would be silent. */
const some = <Known extends z.ZodType>(known: Known): z.ZodOptional<z.ZodArray<Known>> => z.array(known).min(1).optional();

const signals = some(z.enum(LETTER_SIGNALS));

/** All of them must hold; a list holds where one of it does. Texts are compared without regard to case. */
export const ticketConditions = z.strictObject({
  queues: words, urgencies: some(z.enum(['low', 'normal', 'high'])), intents: words, languages: some(languageCode), channels: some(z.enum(['mail', 'api', 'form', 'bot'])), tags: words,
  tiers: some(z.enum(['SOHO', 'SMB', 'UMM', 'ENTERPRISE', 'UNKNOWN'])).describe('SOHO, SMB, UMM, ENTERPRISE; UNKNOWN is also who is not a contact yet'),
  complaint: z.boolean().optional(),
  known: z.boolean().optional().describe('Whether the writer is a contact'),
  minConfidence: z.number().min(0).max(1).optional().describe('The understanding is at least so sure of the intent'),
  signals: signals.describe('The answer is yes: urgent, complaint, purchase, churn'),
  unknownSignals: signals.describe('Nobody knows: the probability is in between, or the text is not understood'),
  minSignals: z.partialRecord(z.enum(LETTER_SIGNALS), z.number().min(0).max(1)).optional().describe('The probability is at least this; all that are named must hold'),
  entities: some(z.enum(['emails', 'phones', 'inns', 'orders', 'invoices'])).describe('The first message names one'),
  domains: words.describe('The part of the address after the @'),
  subjectContains: words,
  textContains: words.describe('Subject or text'),
});
export type TicketConditions = z.infer<typeof ticketConditions>;

type Check = (conditions: TicketConditions, facts: TicketFacts) => boolean;

const CHECKS: Readonly<Record<keyof TicketConditions, Check>> = {
  queues: ({ queues }, { queue }) => isOneOf(queues, queue),
  urgencies: ({ urgencies }, { urgency }) => isOneOf(urgencies, urgency),
  intents: ({ intents }, { intent }) => isOneOf(intents, intent),
  languages: ({ languages }, { language }) => isOneOf(languages, language),
  channels: ({ channels }, { channel }) => isOneOf(channels, channel),
  tags: ({ tags }, facts) => tags === undefined || tags.some((tag) => facts.tags.includes(tag)),
  signals: ({ signals }, facts) => signals === undefined || signals.some((signal) => answerOf(facts.signals[signal]) === 'yes'),
  unknownSignals: ({ unknownSignals }, facts) => unknownSignals === undefined || unknownSignals.some((signal) => answerOf(facts.signals[signal]) === 'unknown'),
  minSignals: ({ minSignals = {} }, facts) => LETTER_SIGNALS.every((signal) => (facts.signals[signal] ?? 0) >= (minSignals[signal] ?? 0)),
  tiers: ({ tiers }, { tier }) => isOneOf(tiers, tier ?? 'UNKNOWN'),
  complaint: ({ complaint }, facts) => complaint === undefined || complaint === facts.complaint,
  known: ({ known }, facts) => known === undefined || known === facts.known,
  minConfidence: ({ minConfidence = 0 }, { confidence }) => confidence >= minConfidence,
  entities: ({ entities }, facts) => entities === undefined || entities.some((kind) => (facts.entities[kind] ?? []).length > 0),
  domains: ({ domains }, { email }) => isOneOf(domains?.map((domain) => domain.toLowerCase()), email.slice(email.lastIndexOf('@') + 1).toLowerCase()),
  subjectContains: ({ subjectContains }, { subject }) => subjectContains === undefined || contains(fold(subject), subjectContains),
  textContains: ({ textContains }, facts) => textContains === undefined || contains(foldedText(facts), textContains),
};

export const fits = (facts: TicketFacts, conditions: TicketConditions): boolean =>
  (Object.keys(conditions) as (keyof TicketConditions)[]).every((name) => CHECKS[name](conditions, facts));

const isOneOf = (wanted: readonly string[] | undefined, actual: string): boolean => wanted === undefined || wanted.includes(actual);

const contains = (folded: string, wanted: readonly string[]): boolean => wanted.some((word) => folded.includes(fold(word)));

/** Many rules ask for words of one ticket. */
const foldedTexts = new WeakMap<TicketFacts, string>();

function foldedText(facts: TicketFacts): string {
  const known = foldedTexts.get(facts);
  if (known !== undefined) return known;
  const folded = fold(`${facts.subject}\n${facts.text}`);
  foldedTexts.set(facts, folded);
  return folded;
}
