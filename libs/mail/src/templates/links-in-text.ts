import { FORK, marksIn, SLOT } from './marks.ts';

/** What begins a link in plain text, or ends it. */
const EDGE = /https?:\/\/|[\s<>")]/gi;

/** Of values in plain text, which are a part of a link to a page: what is written before them, up to a space, begins one. */
export function slotsInLinks(marked: string): ReadonlySet<number> {
  const marks = marksIn(marked);
  const lastOf = new Map(marks.map(({ sign, number, index }) => [`${sign}${number}`, index]));
  const [slots, forks] = [new Set<number>(), new Map<number, Fork>()];
  let [isLink, from] = [false, 0];
  for (const { sign, number, index, end } of marks) {
    const edge = marked.slice(from, index).match(EDGE)?.at(-1);
    isLink = edge === undefined ? isLink : edge.length > 1;
    from = end;
    if (sign === SLOT && isLink) slots.add(number);
    if (sign !== FORK) continue;
    const fork = forks.get(number);
    forks.set(number, { before: fork?.before ?? isLink, isLinkAfter: (fork?.isLinkAfter ?? true) && (fork === undefined || isLink) });
    // Each branch begins as the first did; what follows them all is in a link only where it is after each.
    if (fork) isLink = lastOf.get(`${sign}${number}`) === index ? fork.isLinkAfter && isLink : fork.before;
  }
  return slots;
}

interface Fork {
  readonly before: boolean;
  readonly isLinkAfter: boolean;
}
