import type { Dependencies } from '@widecast/rules';
import { touchesSegment, type ContactChange } from './contact-change.ts';
import { groupBy } from './group-by.ts';

/** A segment as far as it matters for what hangs on what. */
export interface SegmentNode {
  readonly id: string;
  readonly dependencies: Dependencies;
}

/** Segments of which none looks at another, and the contacts they have to be judged anew for. */
export interface Work {
  readonly segmentIds: readonly string[];
  readonly contactIds: readonly string[];
}

/**
 * The segments that the changes touch, directly or through other segments, each after those that it looks at.
 * A segment that looks at another one is judged for all contacts that the other is judged for; those that are judged for the
 * same contacts are judged together.
 */
export function workOf(nodes: readonly SegmentNode[], changes: readonly ContactChange[]): Work[] {
  const kinds = [...groupBy(changes, ({ touches }) => JSON.stringify(touches)).values()];
  const placeOf = new Map<string, { readonly depth: number; readonly kinds: ReadonlySet<number> }>();
  for (const node of inOrder(nodes)) {
    const own = kinds.flatMap(([first], n) => (first && touchesSegment(node, first.touches) ? [n] : []));
    const inner = node.dependencies.segments.map((id) => placeOf.get(id)).filter((place) => place !== undefined);
    const touching = new Set([...own, ...inner.flatMap((place) => [...place.kinds])]);
    if (touching.size > 0) placeOf.set(node.id, { depth: Math.max(-1, ...inner.map(({ depth }) => depth)) + 1, kinds: touching });
  }
  const together = groupBy([...placeOf], ([, place]) => JSON.stringify([place.depth, ...[...place.kinds].sort((a, b) => a - b)]));
  return [...together.values()]
    .toSorted(([[, one] = NOWHERE], [[, other] = NOWHERE]) => one.depth - other.depth)
    .map((places) => ({
      segmentIds: places.map(([id]) => id),
      contactIds: [...new Set([...(places[0]?.[1].kinds ?? [])].flatMap((n) => kinds[n] ?? []).flatMap(({ contactIds }) => contactIds))].sort(),
    }));
}

const NOWHERE = ['', { depth: 0, kinds: new Set<number>() }] as const;

/** Depth first: every segment after those that it looks at. There are no cycles, they are refused when a rule is saved. */
function inOrder<Node extends SegmentNode>(nodes: readonly Node[]): Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const done = new Set<Node>();
  const visit = (node: Node): void => {
    if (done.has(node)) return;
    for (const id of node.dependencies.segments) {
      const other = byId.get(id);
      if (other) visit(other);
    }
    done.add(node);
  };
  nodes.forEach(visit);
  return [...done];
}

/** The segment and all that it looks at, directly or through others, each after those that it looks at; nothing where there is no such. */
export function lineOf<Node extends SegmentNode>(id: string, nodes: readonly Node[]): Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const wanted = new Set<string>();
  const visit = (at: string): void => {
    if (wanted.has(at)) return;
    wanted.add(at);
    byId.get(at)?.dependencies.segments.forEach(visit);
  };
  visit(id);
  return inOrder(nodes).filter((node) => wanted.has(node.id));
}

/** The way from a segment back to itself that a rule looking at `segments` would open, or null. */
export function cycleThrough(id: string, segments: readonly string[], nodes: readonly SegmentNode[]): string[] | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  // Each segment once, however many ways lead to it: these double with every further pair of segments.
  const seen = new Set<string>();
  const search = (at: string, way: readonly string[]): string[] | null => {
    if (at === id) return [...way, at];
    if (seen.has(at)) return null;
    seen.add(at);
    for (const next of byId.get(at)?.dependencies.segments ?? []) {
      const found = search(next, [...way, at]);
      if (found) return found;
    }
    return null;
  };
  for (const segment of segments) {
    const found = search(segment, [id]);
    if (found) return found;
  }
  return null;
}
