import { canonicalName } from './field.ts';
import { leavesOf } from './leaves.ts';
import type { Rule } from './rule.ts';

/** A moment that moves with the clock: what it passes changes sides, though nobody did anything. */
export type Edge = { readonly kind: 'behaviour'; readonly type: string; readonly days: number } | { readonly kind: 'field'; readonly field: string; readonly days: number };

/** The edges of a rule, at `days` after now (negative: before), each once. */
export function edgesOf(rule: Rule): Edge[] {
  const edges = [...leavesOf(rule)].flatMap(edgesOfLeaf);
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

function edgesOfLeaf(leaf: Rule): Edge[] {
  if ('field' in leaf) return leaf.daysFromNow === undefined ? [] : [{ kind: 'field', field: canonicalName(leaf.field), days: leaf.daysFromNow }];
  if (!('behaviour' in leaf)) return [];
  const days = [leaf.within && -leaf.within.days, leaf.first?.daysFromNow, leaf.last?.daysFromNow];
  return days.filter((one) => one !== undefined).map((one) => ({ kind: 'behaviour', type: leaf.behaviour, days: one }));
}
