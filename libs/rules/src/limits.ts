const DEEPEST = 10;
const MOST_NODES = 200;

export interface LimitIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface Node extends Pick<LimitIssue, 'path'> {
  readonly input: unknown;
  readonly depth: number;
}

/** The first place, as it is read, where untrusted data is deeper than 10 rules or has more than 200; looked at before it is parsed. */
export function limitIssue(input: unknown): LimitIssue | null {
  const waiting: Node[] = [{ input, depth: 1, path: [] }];
  let count = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    count += 1;
    if (count > MOST_NODES) return { path: node.path, message: `use at most ${MOST_NODES} rules in one tree, with each all, any and not; this one is too many` };
    if (node.depth > DEEPEST) return { path: node.path, message: `nest rules at most ${DEEPEST} deep` };
    waiting.push(...childrenOf(node).toReversed());
  }
  return null;
}

function childrenOf({ input, depth, path }: Node): Node[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'not') return [{ input: value, depth: depth + 1, path: [...path, key] }];
    if ((key !== 'all' && key !== 'any') || !Array.isArray(value)) return [];
    // One more than may be is enough to see that there are too many.
    const some = value.slice(0, MOST_NODES + 1);
    return some.map((child: unknown, index) => ({ input: child, depth: depth + 1, path: [...path, key, index] }));
  });
}
