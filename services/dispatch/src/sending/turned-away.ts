import type { ClaimedDelivery } from '../ledger/delivery.ts';
import { groupBy } from '../ledger/group-by.ts';
import { domainOf } from '../providers/provider.ts';
import type { Outcome } from './outcomes.ts';

/** Fewer first refusals may be so by chance. */
const LEAST = 20;
/** From this share on it is not the recipients who are refused. */
const SHARE = 0.9;

/**
 * First attempts that were refused for ever together with nearly all others to their domain, or of all: a sender that is not allowed, a
 * failing signature, a key that is wrong, a receiver out of order. Not the addresses are bad then; we are, or he is.
 */
export function turnedAway(outcomes: readonly Outcome[]): ReadonlySet<ClaimedDelivery> {
  const answered = outcomes.filter(({ delivery, attempt }) => delivery.attempt === 0 && (attempt.kind === 'accepted' || attempt.kind === 'refused'));
  if (answered.length < LEAST) return new Set();
  const groups = [answered, ...groupBy(answered, ({ delivery }) => domainOf(delivery.email)).values()];
  return new Set(groups.flatMap((group) => {
    const refused = group.filter(({ attempt }) => attempt.kind === 'refused' && attempt.permanent);
    return group.length >= LEAST && refused.length >= SHARE * group.length ? refused.map(({ delivery }) => delivery) : [];
  }));
}
