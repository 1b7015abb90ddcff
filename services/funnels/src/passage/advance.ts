import { secondsOf, END, type BranchStep, type MessageStep } from '../definition/step.ts';
import type { Plan } from './plan.ts';

/** Where a contact stands: at the start or at a wait. */
export interface Place {
  readonly step: string;
  readonly enteredAt: Date;
}

/** When the contact did a type of behaviour last. */
export type Facts = ReadonlyMap<string, Date>;

export interface Advance {
  readonly step: string;
  readonly state: 'active' | 'goal' | 'completed';
  readonly dueAt: Date | null;
  /** The messages on the way, in their order. */
  readonly messages: readonly MessageStep[];
}

/** Moves a contact whose time has come to his next wait or to the end; a goal that he has reached comes before all. */
export function advance(plan: Plan, { step, enteredAt }: Place, facts: Facts, now: Date): Advance {
  if (didSince(facts, plan.goal, enteredAt)) return { step, state: 'goal', dueAt: null, messages: [] };
  const messages: MessageStep[] = [];
  for (let id = plan.after(step); ; ) {
    const here = plan.step(id);
    if (here === undefined) return { step: END, state: 'completed', dueAt: null, messages };
    if (here.kind === 'wait') return { step: id, state: 'active', dueAt: later(now, secondsOf(here)), messages };
    if (here.kind === 'message') messages.push(here);
    id = here.kind === 'branch' ? choose(here, facts, here.within === undefined ? enteredAt : later(now, -here.within)) : plan.after(id);
  }
}

const choose = (branch: BranchStep, facts: Facts, since: Date): string => (didSince(facts, branch.behaviour, since) ? branch.then : branch.else);

const later = (moment: Date, seconds: number): Date => new Date(moment.getTime() + seconds * 1000);

function didSince(facts: Facts, behaviour: string, since: Date): boolean {
  const last = facts.get(behaviour);
  return last !== undefined && last >= since;
}
