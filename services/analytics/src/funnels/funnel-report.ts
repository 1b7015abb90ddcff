import { wilsonInterval } from '@widecast/stats';
import { z } from 'zod';
import type { FunnelCount, FunnelMessageCount } from './funnels.repository.ts';

const share = z.object({ contacts: z.int(), rate: z.number().nullable(), interval: z.array(z.number()).nullable() });

/** How the report looks to a client. */
export const funnelReport = z.object({
  funnelId: z.uuid(),
  entered: z.int(),
  active: share, goal: share, exited: share, completed: share,
  steps: z.array(z.object({ step: z.string(), contacts: z.int() })).describe('Where those who are in the funnel stand'),
  messages: z.array(z.object({ step: z.string(), state: z.string(), messages: z.int() })),
});
export type FunnelReport = z.infer<typeof funnelReport>;

/** The rates are over everybody who entered. */
export function funnelReportOf(funnelId: string, counts: readonly FunnelCount[], messages: readonly FunnelMessageCount[]): FunnelReport {
  const entered = sum(counts);
  const inState = (state: string): z.infer<typeof share> => {
    const contacts = sum(counts.filter((count) => count.state === state));
    const rate = wilsonInterval(contacts, entered);
    return { contacts, rate: rate?.estimate ?? null, interval: rate && [rate.low, rate.high] };
  };
  return {
    funnelId, entered,
    active: inState('active'), goal: inState('goal'), exited: inState('exited'), completed: inState('completed'),
    steps: counts.filter(({ state }) => state === 'active').map(({ step, contacts }) => ({ step, contacts })),
    messages: [...messages],
  };
}

const sum = (counts: readonly FunnelCount[]): number => counts.reduce((total, { contacts }) => total + contacts, 0);
