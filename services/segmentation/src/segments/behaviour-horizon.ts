import { leavesOf, type Rule } from '@widecast/rules';

/** Over the longest window of a rule: what the clock has still to see leaving it, and transactions that are open meanwhile. */
const SPARE = 2;

/** How many days back a rule looks at each type of behaviour; null: as far as there is anything. */
export function reachOf(rule: Rule): Map<string, number | null> {
  const reach = new Map<string, number | null>();
  for (const leaf of leavesOf(rule)) {
    if (!('behaviour' in leaf)) continue;
    const known = reach.get(leaf.behaviour);
    const own = leaf.within?.days ?? null;
    reach.set(leaf.behaviour, known === undefined ? own : known === null || own === null ? null : Math.max(known, own));
  }
  return reach;
}

/** How many days the events of a type are kept: as the policy says, or longer where a rule looks further back; null: for ever. */
export function keptFor(type: string, rules: readonly Rule[], policy: number): number | null {
  const reaches = rules.map((rule) => reachOf(rule).get(type)).filter((days) => days !== undefined);
  if (reaches.includes(null)) return null;
  return Math.max(policy, ...reaches.map((days) => (days ?? 0) + SPARE));
}
