import type { Coverage } from '../../client/answers.ts';
import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import { isReachable, leftOutOf } from '../../market/reach.ts';
import { scoreInterval } from '../../truth/statistics/intervals.ts';
import type { ArmsMailed } from '../mailing/mail-arms.ts';

const PATIENCE = 30;

/** The share of the campaign's segment that was reached: the audience but for the hold-out. */
export async function readCoverage({ api, checks, market }: Demo, { segmentId, sent }: ArmsMailed): Promise<Coverage> {
  const selected = market.customers.filter(market.segments[0].matches);
  const reachable = selected.filter(isReachable).length;
  const read = (): Promise<Coverage> => api.get<Coverage>(`reports/segments/${segmentId}/coverage`);
  const { value } = await lastSeen({ what: 'coverage', seconds: PATIENCE, read, isDone: ({ reached }) => reached === sent });
  checks.equal('coverage: reached', value.reached, sent);
  checks.equal('coverage: reachable', value.reachable, reachable);
  checks.equal('coverage: selected', value.selected, selected.length);
  for (const [reason, number] of Object.entries(leftOutOf(selected))) checks.equal(`coverage: left out, ${reason}`, value.leftOut[reason] ?? 0, number);
  checks.near('coverage: share', value.coverage, sent / reachable);
  checks.interval('coverage: interval', value.interval, scoreInterval({ successes: sent, trials: reachable }));
  return value;
}
