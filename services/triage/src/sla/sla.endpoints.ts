import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { PROMISES } from './promise.ts';
import { slaSettings } from './sla-settings.ts';

const moment = z.string().nullable();

export const promiseView = z.object({
  promise: z.enum(PROMISES), policy: z.string(),
  state: z.enum(['running', 'waiting', 'kept', 'broken']).describe('waiting: the clock stands still, as while the customer is waited for'),
  targetMinutes: z.number(), dueAt: moment, endedAt: moment, brokenAt: moment,
});
export type PromiseView = z.infer<typeof promiseView>;

const current = z.object({ version: z.int().describe('0 while nothing was ever promised'), settings: slaSettings });

export const showSla = endpoint({
  method: 'GET', path: 'sla', scope: 'tickets:read', summary: 'What is promised about tickets: calendars and policies', response: current,
});
export const changeSla = endpoint({
  method: 'PUT', path: 'sla', scope: 'tickets:write', summary: 'Promise something else about tickets',
  description: 'The whole of it: calendars by name, with a time zone, shifts for each weekday and days that are otherwise; and policies, the first of which that fits a ticket when it is opened counts. '
    + 'Open promises of policies that still exist get the times of the new calendars; those of others are dropped.',
  body: slaSettings, response: current,
});
export const listPromises = endpoint({
  method: 'GET', path: 'sla/promises', scope: 'tickets:read', summary: 'Open promises about tickets, the most urgent first; with broken=true those that were broken, the newest first',
  query: z.object({ broken: z.stringbool().default(false), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  response: z.object({ promises: z.array(promiseView.extend({ ticketId: z.uuid(), number: z.int(), subject: z.string(), queue: z.string() })) }),
});
