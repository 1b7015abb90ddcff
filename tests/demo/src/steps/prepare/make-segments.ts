import type { Segment } from '../../client/answers.ts';
import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import type { SegmentPlan } from '../../market/market.ts';
import { count } from '../../report/progress.ts';

export interface MadeSegment {
  readonly name: string;
  readonly id: string;
  readonly members: number;
}

/** Makes a segment and waits until it has the members that it must have. */
export async function makeSegment({ api, checks }: Demo, plan: Pick<SegmentPlan, 'name' | 'rule'>, expected: number): Promise<MadeSegment> {
  const { id } = await api.post<{ id: string }>('segments', { name: plan.name, rule: plan.rule });
  const read = (): Promise<Segment> => api.get<Segment>(`segments/${id}`);
  const { value } = await lastSeen({ what: `members of "${plan.name}"`, seconds: 60, read, isDone: ({ members }) => members === expected });
  checks.equal(`segments: members of "${plan.name}"`, value.members, expected);
  return { name: plan.name, id, members: value.members };
}

/** The segments of the market; the first is the one of the campaign. */
export async function makeSegments(demo: Demo): Promise<{ readonly figures: string; readonly segments: readonly MadeSegment[] }> {
  const segments: MadeSegment[] = [];
  for (const plan of demo.market.segments) {
    segments.push(await makeSegment(demo, plan, demo.market.customers.filter(plan.matches).length));
  }
  return { figures: segments.map(({ name, members }) => `${name}: ${count(members)}`).join('; '), segments };
}
