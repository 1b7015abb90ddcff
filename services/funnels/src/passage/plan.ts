import { waysOf } from '../definition/defects.ts';
import type { Definition } from '../definition/definition.ts';
import { START, type Step } from '../definition/step.ts';

/** A definition made ready for walking. */
export interface Plan {
  readonly goal: string;
  /** Undefined where the funnel ends. */
  step(id: string): Step | undefined;
  /** Where a contact goes from a wait, a message or the start. */
  after(id: string): string;
}

export function planOf({ steps, goal }: Definition): Plan {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const followers = new Map(steps.map(({ id }, index) => [id, waysOf(steps, index)[0]?.to]));
  followers.set(START, steps[0]?.id);
  return {
    goal: goal.behaviour,
    step: (id) => byId.get(id),
    after: (id) => {
      const found = followers.get(id);
      if (found === undefined) throw new Error(`The funnel has no step "${id}"`);
      return found;
    },
  };
}
