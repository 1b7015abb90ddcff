import { z } from 'zod';
import { defectsOf } from './defects.ts';
import { step } from './step.ts';

/** A boxed funnel as data. It never changes: a changed one is a new version. */
export const definition = z.strictObject({
  trigger: z.strictObject({ entered: z.uuid().describe('The segment; a contact that enters it begins the funnel, once') }),
  steps: z.array(step).min(1, 'needs at least one step').max(100).superRefine((steps, context) => {
    for (const { path, message } of defectsOf(steps)) context.addIssue({ code: 'custom', path: [...path], message });
  }),
  goal: z.strictObject({ behaviour: z.string().min(1).max(100) }).describe('Who does this after entering has reached the goal and leaves the funnel'),
  exit: z.strictObject({
    leftSegment: z.boolean().default(false).describe('Whoever leaves the segment leaves the funnel'),
    unsubscribed: z.boolean().default(true).describe('Whoever unsubscribes, or withdraws his consent otherwise, leaves the funnel'),
  }).prefault({}),
});

export type Definition = z.infer<typeof definition>;

/** The types of behaviour that the funnel depends on. */
export function behavioursOf({ goal, steps }: Definition): string[] {
  return [...new Set([goal.behaviour, ...steps.flatMap((one) => (one.kind === 'branch' ? [one.behaviour] : []))])];
}
