import { z } from 'zod';
import { boxedFunnel } from './boxed-funnel.ts';

const DAY = 86_400;
const behaviour = z.string().min(1).max(100);

export const secondPurchase = boxedFunnel({
  key: 'second-purchase',
  name: 'Second purchase',
  summary:
    'Whoever enters the segment gets a first message; after a wait, who has visited gets a reminder and who has not gets another reason to come; ' +
    'whoever buys has reached the goal.',
  settings: z.strictObject({
    segmentId: z.uuid().describe('Who enters it begins the funnel'),
    templateIds: z.strictObject({
      welcome: z.uuid().describe('The first message'),
      reminder: z.uuid().describe('For who has visited since'),
      reason: z.uuid().describe('For who has not'),
    }),
    waitSeconds: z.number().positive().max(365 * DAY).default(3 * DAY).describe('Between the messages, and after the last one'),
    visit: behaviour.default('visited'),
    goal: behaviour.default('purchased'),
    fields: z.array(z.string().min(1).max(100)).max(100).default([]).describe('Attributes that the templates use'),
  }),
  definition: ({ segmentId, templateIds, waitSeconds: seconds, visit, goal, fields }) => ({
    trigger: { entered: segmentId },
    steps: [
      { id: 'welcome', kind: 'message', templateId: templateIds.welcome, fields },
      { id: 'wait-for-visit', kind: 'wait', seconds },
      // oxlint-disable-next-line unicorn/no-thenable -- a name, never a function: nothing can await it
      { id: 'visited', kind: 'branch', behaviour: visit, then: 'reminder', else: 'reason' },
      { id: 'reminder', kind: 'message', templateId: templateIds.reminder, fields, next: 'wait-for-purchase' },
      { id: 'reason', kind: 'message', templateId: templateIds.reason, fields, next: 'wait-for-purchase' },
      { id: 'wait-for-purchase', kind: 'wait', seconds },
    ],
    goal: { behaviour: goal },
    exit: { leftSegment: false, unsubscribed: true },
  }),
});
