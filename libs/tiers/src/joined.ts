import { JUDGED_TIERS } from './policy/tier-policy.ts';

export interface Joinable<Judged> {
  /** What it has in common with others: a tax id, a domain, a parent. */
  readonly keys: readonly string[];
  readonly verdict: Judged;
}

interface HasTier {
  readonly tier: string;
  readonly confidence: number;
  /** Probability of the upper tiers. */
  readonly upper: number;
}

/** Groups of those that share a key, directly or by others; places in the list. Who shares none is no group. */
export function groupsOf(keys: readonly (readonly string[])[]): number[][] {
  const heads = keys.map((_, place) => place);
  const headOf = (place: number): number => {
    let head = place;
    while (heads[head] !== head) head = heads[head] ?? head;
    heads[place] = head;
    return head;
  };
  const first = new Map<string, number>();
  keys.forEach((some, place) => {
    for (const key of some) {
      const other = first.get(key);
      if (other === undefined) first.set(key, place);
      else heads[headOf(place)] = headOf(other);
    }
  });
  const groups = new Map<number, number[]>();
  keys.forEach((_, place) => groups.set(headOf(place), [...(groups.get(headOf(place)) ?? []), place]));
  return [...groups.values()].filter((places) => places.length > 1);
}

const rank = ({ tier }: HasTier): number => JUDGED_TIERS.findIndex((judged) => judged === tier);

/** Of a group, the verdict on the largest, of two alike the surer: a part is treated as the whole that it belongs to. */
export const leadingOf = <Judged extends HasTier>(verdicts: readonly [Judged, ...Judged[]]): Judged =>
  verdicts.reduce((best, next) => (rank(next) > rank(best) || (rank(next) === rank(best) && next.confidence > best.confidence) ? next : best));

/** What a part is treated as beside the whole that it belongs to: the higher tier of the two, and the more cautious probability. */
export function besideLeading<Judged extends HasTier>(own: Judged, leading: HasTier): Judged {
  const upper = Math.max(own.upper, leading.upper);
  if (rank(leading) < rank(own) || (rank(leading) === rank(own) && leading.confidence <= own.confidence)) return { ...own, upper };
  return { ...own, tier: leading.tier, confidence: leading.confidence, upper };
}

/** Treats all of a group like its largest. */
export function joined<Judged extends HasTier>(all: readonly Joinable<Judged>[]): Judged[] {
  const verdicts = all.map(({ verdict }) => verdict);
  for (const places of groupsOf(all.map(({ keys }) => keys))) {
    const [first, ...others] = places.flatMap((place) => all[place]?.verdict ?? []);
    if (!first) continue;
    const leading = leadingOf([first, ...others]);
    for (const place of places) verdicts[place] = besideLeading(all[place]?.verdict ?? first, leading);
  }
  return verdicts;
}
