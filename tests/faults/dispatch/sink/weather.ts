import type { SmtpMoment, SmtpReaction } from '@widecast/testing';
import type { Random } from '../../../demo/src/market/random.ts';

/** Shares of the moments of a conversation at which the sink misbehaves. */
const CLOSES = { connect: 0.005, ehlo: 0.005, starttls: 0, auth: 0, mail: 0.002, rcpt: 0.002, data: 0.002 } as const;
const TAKEN_BUT_UNTOLD = 0.0015;
const DROPPED_AFTER_DOT = 0.0015;
const GREYLISTED = 0.01;
const LONGEST_DELAY = 30;

/** What the sink does at a moment; undefined answers as usual. */
export function weatherAt(random: Random, { stage }: SmtpMoment): SmtpReaction | undefined {
  const luck = random();
  if (stage !== 'message') return luck < CLOSES[stage] ? { close: true } : stage === 'rcpt' && luck > 1 - GREYLISTED ? { reply: '451 4.7.1 Come again' } : undefined;
  if (luck < TAKEN_BUT_UNTOLD) return { close: true, store: true };
  if (luck < TAKEN_BUT_UNTOLD + DROPPED_AFTER_DOT) return { close: true, store: false };
  return { delay: Math.floor(random() * LONGEST_DELAY) };
}
