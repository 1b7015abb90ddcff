import { type BehaviourRule, leavesOf, type Rule } from '@widecast/rules';

/** Over the longest window of a rule: what the clock has still to see leaving it, and transactions that are open meanwhile. */
const SPARE = 2;

/** Events of a type, or those of them that one campaign caused. */
export interface Deeds {
  readonly type: string;
  readonly campaignId: string | null;
}

/** What one condition of a rule looks at. */
export interface Look extends Deeds {
  /** How many days back it needs single events: its window, or the moment relative to now that a first or a last time passes. */
  readonly days: number;
  /** Whether what was before counts too: for that totals are enough. */
  readonly ever: boolean;
}

export function looksOf(rule: Rule): Look[] {
  return [...leavesOf(rule)].flatMap((leaf) => ('behaviour' in leaf ? [lookOf(leaf)] : []));
}

function lookOf({ behaviour, within, campaign, first, last }: BehaviourRule): Look {
  const moment = (first ?? last)?.daysFromNow ?? 0;
  return { type: behaviour, campaignId: campaign ?? null, days: within?.days ?? Math.max(0, -moment), ever: within === undefined };
}

/** How many days the events of a type are kept: as the policy says, or longer where a rule looks further back. */
export function keptFor(type: string, looks: readonly Look[], policy: number): number {
  return Math.max(policy, ...looks.filter((look) => look.type === type && look.days > 0).map(({ days }) => days + SPARE));
}

/** Of which events rules need totals when they are let go, each once. */
export function totalsFor(looks: readonly Look[]): Deeds[] {
  return [...new Map(looks.filter(({ ever }) => ever).map(({ type, campaignId }) => [JSON.stringify([type, campaignId]), { type, campaignId }])).values()];
}
