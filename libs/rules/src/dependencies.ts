import { edgesOf } from './edges.ts';
import { canonicalName } from './field.ts';
import { leavesOf } from './leaves.ts';
import type { Rule } from './rule.ts';

/** What a rule looks at, each name once and sorted; fields have one spelling (`account.attributes.seats`). */
export interface Dependencies {
  readonly fields: string[];
  readonly behaviours: string[];
  readonly segments: string[];
  readonly consents: string[];
  /** True when membership may change by the mere passing of time. */
  readonly timed: boolean;
}

export function dependenciesOf(rule: Rule): Dependencies {
  const leaves = [...leavesOf(rule)];
  const namesOf = (name: (leaf: Rule) => string | null): string[] => {
    const names = leaves.map((leaf) => name(leaf)).filter((found) => found !== null);
    return [...new Set(names)].sort();
  };
  return {
    fields: namesOf((leaf) => ('field' in leaf ? canonicalName(leaf.field) : null)),
    behaviours: namesOf((leaf) => ('behaviour' in leaf ? leaf.behaviour : null)),
    segments: namesOf((leaf) => ('segment' in leaf ? leaf.segment : null)),
    consents: namesOf((leaf) => ('consent' in leaf ? leaf.consent : null)),
    timed: edgesOf(rule).length > 0,
  };
}
