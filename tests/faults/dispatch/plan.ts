import { shuffled, streamOf } from '../../demo/src/market/random.ts';

/** `freeze` stops a sender for longer than its lease lasts and lets it go on; `terminate` is a stop in order. */
export type Fault = 'kill' | 'freeze' | 'terminate' | 'crash-database' | 'restart-database' | 'stop-log';

/** A kill is so many times as frequent as each other fault; the log stops once in five times as many. */
const KILLS_A_FAULT = 20;

/** What happens, one after the other; each kind of fault at least once. */
export function planOf(kills: number, seed: number): Fault[] {
  const some = (fault: Fault, count: number): Fault[] => Array.from({ length: Math.max(1, Math.round(count)) }, () => fault);
  const others = (['freeze', 'terminate', 'crash-database', 'restart-database'] as const).flatMap((fault) => some(fault, kills / KILLS_A_FAULT));
  return shuffled(streamOf(seed, 1), [...some('kill', kills), ...others, ...some('stop-log', kills / KILLS_A_FAULT / 5)]);
}
