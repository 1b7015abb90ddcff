/** So many are told. */
const MOST = 3;

/** Known names that a name may be a slip of: by letters that were changed, left out or added; the nearest first. */
export function nearNames(name: string, known: Iterable<string>): string[] {
  const given = folded(name);
  const slips = [...known].map((one) => ({ one, distance: distanceOf(given, folded(one)) }));
  const near = slips.filter(({ one, distance }) => distance <= Math.max(1, Math.floor(one.length / 3)));
  return near.toSorted((a, b) => a.distance - b.distance || (a.one < b.one ? -1 : 1)).slice(0, MOST).map(({ one }) => one);
}

const folded = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]+/g, '-');

function distanceOf(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [n, letter] of from.split('').entries()) {
    const next = [n + 1];
    for (let at = 0; at < to.length; at += 1) next.push(Math.min((row[at] ?? 0) + (letter === to[at] ? 0 : 1), (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    row = next;
  }
  return row[to.length] ?? 0;
}
