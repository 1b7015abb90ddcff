import type { Dependencies } from '@widecast/rules';
import { touchesSegment, type ContactChange } from './contact-change.ts';

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
 * A segment that looks at another one is judged for all contacts that the other is judged for.
 */
export function workOf(nodes: readonly SegmentNode[], changes: readonly ContactChange[]): Work[] {
  const depths = new Map<string, number>();
  const levels: { segmentIds: string[]; contactIds: Set<string> }[] = [];
  const contactsOf = new Map<string, ReadonlySet<string>>();
  for (const node of inOrder(nodes)) {
    const inner = node.dependencies.segments.filter((id) => contactsOf.has(id));
    const own = changes.filter(({ touches }) => touchesSegment(node, touches));
    if (own.length + inner.length === 0) continue;
    const depth = Math.max(-1, ...inner.map((id) => depths.get(id) ?? 0)) + 1;
    const level = (levels[depth] ??= { segmentIds: [], contactIds: new Set() });
    level.segmentIds.push(node.id);
    const contactIds = new Set([...own.flatMap((change) => change.contactIds), ...inner.flatMap((id) => [...(contactsOf.get(id) ?? [])])]);
    contactIds.forEach((id) => level.contactIds.add(id));
    contactsOf.set(node.id, contactIds);
    depths.set(node.id, depth);
  }
  return levels.map(({ segmentIds, contactIds }) => ({ segmentIds, contactIds: [...contactIds].sort() }));
}

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
  const search = (at: string, way: readonly string[]): string[] | null => {
    if (at === id) return [...way, at];
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
