import { dueAt, paused, resumed, startedAt, type SlaClock } from './sla-clock.ts';
import type { WorkingTime } from './working-time.ts';

export const PROMISES = ['first-answer', 'next-answer', 'resolution'] as const;
export type PromiseKind = (typeof PROMISES)[number];

/** What can happen to a ticket that moves its clocks: it is opened, a person answers, the customer writes, it is closed, it is opened again. */
export type Happening = 'opened' | 'answered' | 'wrote' | 'closed' | 'reopened';

/** One promise about one ticket; instants in ms. */
export interface PromiseState extends SlaClock {
  readonly kind: PromiseKind;
  /** When it was kept or became void; null while it is open. */
  readonly endedAt: number | null;
  /** When it was warned that it is soon due. */
  readonly warnedAt: number | null;
  /** When it was broken; that stays. */
  readonly brokenAt: number | null;
}

/** How much of which working time is promised, in ms; without a target nothing new is. */
export interface Terms {
  readonly target?: number | undefined;
  readonly time: WorkingTime;
}

/** Where the promises of a ticket stand after something has happened. What has no terms stays as it is. */
export function after(happening: Happening, promises: readonly PromiseState[], termsOf: (kind: PromiseKind) => Terms | undefined, at: number): PromiseState[] {
  const known = new Map(promises.map((one) => [one.kind, one]));
  const isAnswered = known.get('first-answer')?.endedAt !== null;
  return PROMISES.flatMap((kind) => {
    const terms = termsOf(kind);
    return (terms && MOVES[kind](happening, known.get(kind), { kind, ...terms, isAnswered, at })) ?? [];
  });
}

interface Now extends Terms {
  readonly kind: PromiseKind;
  /** No first answer is owed any more. */
  readonly isAnswered: boolean;
  readonly at: number;
}

type Move = (happening: Happening, state: PromiseState | undefined, now: Now) => PromiseState | undefined;

const MOVES: Readonly<Record<PromiseKind, Move>> = {
  'first-answer': (happening, state, now) => {
    if (happening === 'opened') return state ?? begun(now);
    return happening === 'answered' || happening === 'closed' ? ended(state, now) : state;
  },
  // What is written before the first answer is answered by the first answer.
  'next-answer': (happening, state, now) => {
    if (happening === 'wrote') return now.isAnswered && state?.endedAt !== null ? begun(now) : state;
    return happening === 'answered' || happening === 'closed' ? ended(state, now) : state;
  },
  resolution: (happening, state, now) => {
    if (happening === 'opened') return state ?? begun(now);
    if (happening === 'closed') return ended(state, now);
    if (happening === 'answered') return stopped(state, now);
    return state && { ...state, ...resumed(state, now.at), endedAt: null };
  },
};

function begun({ kind, target, at }: Now): PromiseState | undefined {
  return target === undefined ? undefined : { kind, ...startedAt(at, target), endedAt: null, warnedAt: null, brokenAt: null };
}

function stopped(state: PromiseState | undefined, { at, time }: Now): PromiseState | undefined {
  return state && { ...state, ...paused(state, at, time), brokenAt: brokenBy(state, at, time) };
}

function ended(state: PromiseState | undefined, now: Now): PromiseState | undefined {
  if (!state || state.endedAt !== null) return state;
  return { ...state, ...stopped(state, now), endedAt: now.at };
}

/** When the promise was broken, if it was by then. */
export function brokenBy(state: PromiseState, at: number, time: WorkingTime): number | null {
  if (state.brokenAt !== null) return state.brokenAt;
  const due = dueAt(state, time);
  return due !== null && due < at ? due : null;
}
