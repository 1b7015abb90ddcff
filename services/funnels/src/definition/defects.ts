import { END, START, type Step } from './step.ts';

/** What is wrong with the steps of a funnel, and where: a path below `steps`. */
export interface Defect {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface Way {
  readonly field: 'next' | 'then' | 'else';
  readonly to: string;
}

/** The ways out of the step at this index, in the order in which they are written. */
export function waysOf(steps: readonly Step[], index: number): Way[] {
  const here = steps[index];
  if (here === undefined) return [];
  if (here.kind === 'branch') return [{ field: 'then', to: here.then }, { field: 'else', to: here.else }];
  return [{ field: 'next', to: here.next ?? steps[index + 1]?.id ?? END }];
}

/** Every defect of steps that are well-formed one by one; none means that each contact comes to an end or to a wait. */
export function defectsOf(steps: readonly Step[]): Defect[] {
  const naming = [...namingDefects(steps), ...referenceDefects(steps)];
  return naming.length > 0 ? naming : [...unreachable(steps), ...cycles(steps)];
}

function namingDefects(steps: readonly Step[]): Defect[] {
  const seen = new Set<string>([START, END]);
  return steps.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path: [index, 'id'], message: id === START || id === END ? `"${id}" is a reserved word; take another id` : `there is another step "${id}"` }];
  });
}

function referenceDefects(steps: readonly Step[]): Defect[] {
  const known = new Set([END, ...steps.map(({ id }) => id)]);
  return steps.flatMap((_step, index) =>
    waysOf(steps, index)
      .filter(({ to }) => !known.has(to))
      .map(({ field, to }) => ({ path: [index, field], message: `there is no step "${to}"; name one of: ${[...known].join(', ')}` })),
  );
}

function unreachable(steps: readonly Step[]): Defect[] {
  const reached = new Set([0, ...reachedFrom(steps, 0, () => true)]);
  return steps.flatMap(({ id }, index) => (reached.has(index) ? [] : [{ path: [index, 'id'], message: `no way leads to the step "${id}"; take it out or name it in another step` }]));
}

function cycles(steps: readonly Step[]): Defect[] {
  return steps.flatMap(({ id, kind }, index) => {
    if (kind !== 'wait' && reachedFrom(steps, index, (step) => step.kind !== 'wait').has(index)) {
      return [{ path: [index], message: `the step "${id}" comes back to itself without a wait; put a wait into the circle` }];
    }
    if (kind === 'message' && reachedFrom(steps, index, () => true).has(index)) {
      return [{ path: [index], message: `the message "${id}" is in a circle, but a step sends a contact one message only; give each repetition a step` }];
    }
    return [];
  });
}

/** Indexes of the steps that a walk from `start` comes to, going through steps that `passes` lets through. */
function reachedFrom(steps: readonly Step[], start: number, passes: (step: Step) => boolean): Set<number> {
  const indexes = new Map(steps.map(({ id }, index) => [id, index]));
  const reached = new Set<number>();
  const open = [start];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const { to } of waysOf(steps, index)) {
      const found = indexes.get(to);
      const there = found === undefined ? undefined : steps[found];
      if (found === undefined || there === undefined || reached.has(found) || !passes(there)) continue;
      reached.add(found);
      open.push(found);
    }
  }
  return reached;
}
