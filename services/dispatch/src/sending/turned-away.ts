import type { Attempt } from '@widecast/mail';
import type { ClaimedDelivery } from '../ledger/delivery.ts';
import { groupBy } from '../ledger/group-by.ts';
import { domainOf } from '../providers/provider.ts';
import type { Outcome } from './outcomes.ts';

/** Fewer first refusals may be so by chance. */
const LEAST = 20;
/** From so many on nobody knows whether it is chance, where there was nothing else yet. */
const DOUBT = 3;
/** From this share on it is not the recipients who are refused. */
const SHARE = 0.9;

/** What a receiver has answered to the first attempt of a message. */
export interface FirstAnswer {
  readonly email: string;
  readonly isRefused: boolean;
}

/** Of the outcomes those that are answers to first attempts. */
export function firstAnswersIn(outcomes: readonly Outcome[]): FirstAnswer[] {
  return outcomes.filter(isFirstAnswer).map(({ delivery: { email }, attempt }) => ({ email, isRefused: isRefusal(attempt) }));
}

/** First attempts that were refused for ever. */
export function refusedAtFirst(outcomes: readonly Outcome[]): ClaimedDelivery[] {
  return outcomes.filter((outcome) => isFirstAnswer(outcome) && isRefusal(outcome.attempt)).map(({ delivery }) => delivery);
}

/**
 * First attempts that were refused for ever together with nearly all others to their domain, or of all: a sender that is not allowed, a
 * failing signature, a key that is wrong, a receiver out of order. Not the addresses are bad then; we are, or he is.
 * `before` are first answers of a little earlier: where little leaves at a time, few come together.
 */
export function turnedAway(outcomes: readonly Outcome[], before: readonly FirstAnswer[] = []): ReadonlySet<ClaimedDelivery> {
  const refused = refusedAtFirst(outcomes);
  if (refused.length === 0) return new Set();
  const answers = [...before, ...firstAnswersIn(outcomes)];
  if (isAllRefused(answers)) return new Set(refused);
  const byDomain = groupBy(answers, ({ email }) => domainOf(email));
  return new Set(refused.filter(({ email }) => isAllRefused(byDomain.get(domainOf(email)) ?? [])));
}

/**
 * First attempts that were refused for ever while everybody was, too few yet to say of whom it is the fault: of a campaign that leaves slowly
 * they would be lost before the others are seen. They are asked once more, later.
 */
export function doubtful(outcomes: readonly Outcome[], before: readonly FirstAnswer[] = []): ReadonlySet<ClaimedDelivery> {
  const answers = [...before, ...firstAnswersIn(outcomes)];
  const isOpen = answers.length >= DOUBT && answers.length < LEAST && answers.every(({ isRefused }) => isRefused);
  return new Set(isOpen ? refusedAtFirst(outcomes) : []);
}

const isFirstAnswer = ({ delivery, attempt }: Outcome): boolean => delivery.attempt === 0 && (attempt.kind === 'accepted' || attempt.kind === 'refused');
const isRefusal = (attempt: Attempt): boolean => attempt.kind === 'refused' && attempt.permanent;
const isAllRefused = (answers: readonly FirstAnswer[]): boolean => answers.length >= LEAST && answers.filter(({ isRefused }) => isRefused).length >= SHARE * answers.length;
