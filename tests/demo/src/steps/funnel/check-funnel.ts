import type { Funnel, FunnelReport } from '../../client/answers.ts';
import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import type { Newcomers } from '../../market/generated/newcomers.ts';

const PATIENCE = 60;

/** What each step of the funnel must have sent. */
export type FunnelMessages = Readonly<Record<'welcome' | 'reminder' | 'reason', number>>;

/** Reads the funnel until everybody is through and compares where its contacts stand. */
export async function checkFunnel({ api, checks }: Demo, funnelId: string, { all, lower, quickBuyers, slowBuyers }: Newcomers): Promise<Funnel['counts']> {
  const goal = quickBuyers.length + slowBuyers.length;
  const upper = all.length - lower.length;
  const read = (): Promise<Funnel> => api.get<Funnel>(`funnels/${funnelId}`);
  const isDone = ({ counts }: Funnel): boolean => counts.active === 0 && counts.goal + counts.completed >= lower.length && upperTierOf(counts) === upper;
  const { value: { counts, warnings } } = await lastSeen({ what: 'funnel', seconds: PATIENCE, read, isDone });
  checks.equal('funnel: in progress', counts.active, 0);
  checks.equal('funnel: reached the goal', counts.goal, goal);
  checks.equal('funnel: passed through without', counts.completed, lower.length - goal);
  checks.equal('funnel: of the upper tiers, not let in or taken out', upperTierOf(counts), upper);
  checks.equal('funnel: left for another reason', counts.exited - (counts.exits['upper_tier'] ?? 0), 0);
  checks.equal('funnel: warnings', warnings, []);
  return counts;
}

/** Whether he is stopped at the door or taken out depends on which news comes first. */
const upperTierOf = ({ exits, refused }: Funnel['counts']): number => (exits['upper_tier'] ?? 0) + (refused['upper_tier'] ?? 0);

/** The report of the funnel must tell what the funnel tells, and the messages that the sink got. */
export async function checkFunnelReport({ api, checks }: Demo, funnelId: string, counts: Funnel['counts'], messages: FunnelMessages): Promise<void> {
  const { active, goal, exited, completed } = counts;
  const truth = { entered: active + goal + exited + completed, active, goal, exited, completed, ...messages };
  const read = (): Promise<FunnelReport> => api.get<FunnelReport>(`reports/funnels/${funnelId}`);
  const isDone = (report: FunnelReport): boolean => JSON.stringify(figuresOf(report)) === JSON.stringify(truth);
  const { value } = await lastSeen({ what: 'funnel report', seconds: PATIENCE, read, isDone });
  for (const [name, number] of Object.entries(figuresOf(value))) checks.equal(`funnel report: ${name}`, number, truth[name as keyof typeof truth]);
}

function figuresOf({ entered, active, goal, exited, completed, messages }: FunnelReport): Readonly<Record<string, number>> {
  const accepted = (step: string): number => messages.find((one) => one.step === step && one.state === 'accepted')?.messages ?? 0;
  return {
    entered, active: active.contacts, goal: goal.contacts, exited: exited.contacts, completed: completed.contacts,
    welcome: accepted('welcome'), reminder: accepted('reminder'), reason: accepted('reason'),
  };
}
