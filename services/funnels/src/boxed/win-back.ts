import { z } from 'zod';
import { boxedFunnel } from './boxed-funnel.ts';

const DAY = 86_400;

export const winBack = boxedFunnel({
  key: 'win-back',
  name: 'Win back',
  summary: 'Whoever enters the segment of the silent gets two messages with a wait between; whoever buys has reached the goal; whoever leaves the segment leaves.',
  settings: z.strictObject({
    segmentId: z.uuid().describe('The customers who have been silent; who enters it begins the funnel'),
    templateIds: z.strictObject({ first: z.uuid(), last: z.uuid() }),
    waitSeconds: z.number().positive().max(365 * DAY).default(7 * DAY).describe('Between the messages, and after the last one'),
    goal: z.string().min(1).max(100).default('purchased'),
    fields: z.array(z.string().min(1).max(100)).max(100).default([]).describe('Attributes that the templates use'),
  }),
  definition: ({ segmentId, templateIds, waitSeconds: seconds, goal, fields }) => ({
    trigger: { entered: segmentId },
    steps: [
      { id: 'first', kind: 'message', templateId: templateIds.first, fields },
      { id: 'wait', kind: 'wait', seconds },
      { id: 'last', kind: 'message', templateId: templateIds.last, fields },
      { id: 'wait-for-purchase', kind: 'wait', seconds },
    ],
    goal: { behaviour: goal },
    exit: { leftSegment: true, unsubscribed: true },
  }),
});
