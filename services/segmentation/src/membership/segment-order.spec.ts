import { describe, expect, it } from '@jest/globals';
import { dependenciesOf, type Rule } from '@widecast/rules';
import { accountTouched, behavioursTouched, everything, fieldsTouched, segmentTouched } from './contact-change.ts';
import { cycleThrough, workOf, type SegmentNode } from './segment-order.ts';

const node = (id: string, rule: Rule): SegmentNode => ({ id, dependencies: dependenciesOf(rule) });
const idOf = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const [CITY, VISITS, BOTH, TIER, OUTER] = [1, 2, 3, 4, 5].map(idOf) as [string, string, string, string, string];

const NODES: readonly SegmentNode[] = [
  node(OUTER, { not: { segment: BOTH } }),
  node(BOTH, { all: [{ segment: CITY }, { behaviour: 'visited' }] }),
  node(CITY, { field: 'attributes.city', op: 'exists' }),
  node(VISITS, { behaviour: 'visited' }),
  node(TIER, { field: 'account.tier', op: 'exists' }),
];

describe('workOf', () => {
  it('judges by each rule the contacts whose change it looks at, and each segment after those that it looks at', () => {
    const work = workOf(NODES, [
      { contactIds: ['b', 'a'], touches: fieldsTouched(['attributes.city']) },
      { contactIds: ['c'], touches: behavioursTouched(['visited']) },
    ]);

    expect(work).toEqual([
      { segmentIds: [CITY], contactIds: ['a', 'b'] },
      { segmentIds: [VISITS], contactIds: ['c'] },
      { segmentIds: [BOTH], contactIds: ['a', 'b', 'c'] },
      { segmentIds: [OUTER], contactIds: ['a', 'b', 'c'] },
    ]);
  });

  it('judges a contact that changed several times once', () => {
    const work = workOf(NODES, Array.from({ length: 9 }, () => ({ contactIds: ['a'], touches: behavioursTouched(['visited']) })));

    expect(work.map(({ contactIds }) => contactIds)).toEqual([['a'], ['a']]);
  });

  it.each([
    ['an account', accountTouched, [TIER]], ['one segment and those that look at it', segmentTouched(BOTH), [BOTH, OUTER]],
    ['a contact that is new', everything, [CITY, VISITS, TIER, BOTH, OUTER]], ['what no rule looks at', behavioursTouched(['opened']), []],
  ])('knows what a change touches: %s', (_what, touches, touched) => {
    expect(workOf(NODES, [{ contactIds: ['a'], touches }]).flatMap(({ segmentIds }) => segmentIds).toSorted()).toEqual(touched.toSorted());
  });
});

describe('cycleThrough', () => {
  it('finds the way back to a segment, and none where there is none', () => {
    expect(cycleThrough(CITY, [OUTER], NODES)).toEqual([CITY, OUTER, BOTH, CITY]);
    expect(cycleThrough(VISITS, [OUTER], NODES)).toBeNull();
  });

  it('looks at each segment once, however many ways lead to it', () => {
    let asked = 0;
    const counted = (id: string, segments: readonly string[]): SegmentNode => ({ id, dependencies: { ...dependenciesOf({ behaviour: 'visited' }), get segments() { asked += 1; return [...segments]; } } });
    const pairs = Array.from({ length: 15 }, (_, n) => [`left ${n}`, `right ${n}`]);
    const ladder = pairs.flatMap((pair, n) => pair.map((id) => counted(id, pairs[n - 1] ?? [])));

    expect(cycleThrough('another', pairs.at(-1) ?? [], ladder)).toBeNull();
    expect(asked).toBe(ladder.length);
  });
});
