import { z } from 'zod';

/** Where a contact stands who has entered and passed no step yet. */
export const START = 'start';
/** Where a contact goes who has passed the last step. */
export const END = 'end';

const YEAR = 365 * 86_400;

const stepId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, 'must have 1 to 50 of a-z, 0-9, "-" and "_" and begin with a letter or digit');
const target = stepId.describe('The id of a step, or "end"');
const behaviour = z.string().min(1).max(100);
const next = target.optional().describe('Where it goes on; the step written below, or "end", unless given');

const message = z.strictObject({
  id: stepId,
  kind: z.literal('message'),
  templateId: z.uuid(),
  fields: z.array(z.string().min(1).max(100)).max(100).default([]).describe('Names of the attributes that the template uses'),
  next,
});

const wait = z.strictObject({
  id: stepId,
  kind: z.literal('wait'),
  seconds: z.number().positive().max(YEAR).optional(),
  days: z.number().positive().max(365).optional(),
  next,
}).refine(({ seconds, days }) => (seconds === undefined) !== (days === undefined), { path: ['seconds'], message: 'give either seconds or days' });

const branch = z.strictObject({
  id: stepId,
  kind: z.literal('branch'),
  behaviour,
  within: z.number().positive().max(YEAR).optional().describe('Looks back so many seconds; to the entry into the funnel unless given'),
  // oxlint-disable-next-line unicorn/no-thenable -- a name, never a function: nothing can await it
  then: target,
  else: target,
});

export const step = z.discriminatedUnion('kind', [message, wait, branch]);

export type Step = z.infer<typeof step>;
export type MessageStep = z.infer<typeof message>;
export type WaitStep = z.infer<typeof wait>;
export type BranchStep = z.infer<typeof branch>;

export const secondsOf = ({ seconds, days = 0 }: WaitStep): number => seconds ?? days * 86_400;
