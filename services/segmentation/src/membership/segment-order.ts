import type { Dependencies } from '@widecast/rules';
import type { ContactChange } from './contact-change.ts';

/** A segment as far as it matters for what hangs on what. */
export interface SegmentNode {
  readonly id: string;
  readonly dependencies: Dependencies;
}

/** Which contacts a segment has to be judged anew for. */
export interface Work {
  readonly id: string;
  readonly contactIds: readonly string[];
}

/**
 * The segments that the changes touch, directly or through other segments, each after those that it looks at.
 * A segment that looks at another one is judged for all contacts that the other is judged for.
 */
export function workOf(nodes: readonly SegmentNode[], changes: readonly ContactChange[]): Work[] {
  const contactsOf = new Map<string, ReadonlySet<string>>();
  for (const node of inOrder(nodes)) {
    const own = changes.filter(({ touches }) => touches(node)).flatMap(({ contactIds }) => contactIds);
    const inherited = node.dependencies.segments.flatMap((segment) => [...(contactsOf.get(segment) ?? [])]);
    if (own.length + inherited.length > 0) contactsOf.set(node.id, new Set([...own, ...inherited]));
  }
  return [...contactsOf].map(([id, contactIds]) => ({ id, contactIds: [...contactIds] }));
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
