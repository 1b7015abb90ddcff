import type { DeliveryState } from '@widecast/contracts';
import type { Taken } from './sink/sink.ts';

/** What the ledger says of an address at the end. */
export interface LedgerRow {
  readonly email: string;
  readonly state: DeliveryState;
  readonly mark: 'possibly_lost' | 'possible_duplicate' | null;
}

/** From when on, and until when, an address was not to be mailed, in ms since the epoch. */
export interface Ban {
  readonly email: string;
  readonly from: number;
  until: number;
}

export interface Evidence {
  readonly audience: readonly string[];
  readonly taken: readonly Taken[];
  readonly ledger: readonly LedgerRow[];
  readonly bans: readonly Ban[];
}

export interface Verdict {
  readonly audience: number;
  readonly accepted: number;
  /** Neither in the record of the relay nor in a state that says why not. */
  readonly lost: number;
  /** Messages in the record of the relay beyond the first to an address. */
  readonly duplicates: number;
  readonly unmarkedDuplicates: number;
  /** In the record of the relay after they were banned for longer than a ban takes to be effective. */
  readonly mailedAfterSuppression: number;
  /** The latest message to somebody banned, in ms after the ban. */
  readonly latestAfterSuppression: number;
  readonly inDoubt: number;
  /** In the record of the relay, but never asked for. */
  readonly unexpected: number;
  /** In the record of the relay, and the ledger denies it: neither accepted nor in doubt, nor marked. */
  readonly denied: number;
}

/** States that say why there was no message. */
const EXPLAINED: ReadonlySet<DeliveryState> = new Set(['failed', 'in_doubt', 'suppressed', 'held', 'skipped', 'held_out', 'cancelled', 'expired']);

/** A ban is effective in every process after so long, in ms, at the worst. */
export const EFFECTIVE = 5000;

/** Holds the ledger against the record of the relay. */
export function verdictOf({ audience, taken, ledger, bans }: Evidence): Verdict {
  const rows = new Map(ledger.map((row) => [row.email, row]));
  const times = new Map<string, number[]>();
  for (const { to, at } of taken) times.set(to, [...(times.get(to) ?? []), at]);
  const asked = new Set(audience);
  const count = (addresses: Iterable<string>, is: (address: string) => boolean): number => [...addresses].filter(is).length;
  const isMarked = (address: string): boolean => rows.get(address)?.mark === 'possible_duplicate';
  const repeated = [...times].filter(([, { length }]) => length > 1);
  const late = bans.map((ban) => (times.get(ban.email) ?? []).filter((at) => at < ban.until).map((at) => at - ban.from));
  return {
    audience: asked.size,
    accepted: ledger.filter(({ state }) => state === 'accepted').length,
    lost: count(asked, (address) => !times.has(address) && !EXPLAINED.has(rows.get(address)?.state ?? 'pending')),
    duplicates: repeated.reduce((sum, [, { length }]) => sum + length - 1, 0),
    unmarkedDuplicates: repeated.filter(([address]) => !isMarked(address)).length,
    mailedAfterSuppression: late.filter((delays) => delays.some((delay) => delay > EFFECTIVE)).length,
    latestAfterSuppression: Math.max(0, ...late.flat()),
    inDoubt: ledger.filter(({ state }) => state === 'in_doubt').length,
    unexpected: count(times.keys(), (address) => !asked.has(address)),
    denied: count(times.keys(), (address) => !['accepted', 'in_doubt'].includes(rows.get(address)?.state ?? '') && !isMarked(address)),
  };
}

/** The most of these times, in ms and in order, that lie within a span of so many ms. */
export function mostWithin(span: number, times: readonly number[]): number {
  let [most, from] = [0, 0];
  for (const [at, time] of times.entries()) {
    while (time - (times[from] ?? time) >= span) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}
