import { tier } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';

export const massTouchCounts = z.object({
  accounts: z.int().describe('Accounts that are or were of the upper tiers, and got a mass message'),
  upperThen: z.int().describe('Of these, classified upper already when the message left'),
  upperNow: z.int().describe('Of these, handed over now'),
  contacts: z.int(), messages: z.int(),
});
export type MassTouchCounts = z.infer<typeof massTouchCounts>;

const massTouch = z.object({
  accountId: z.uuid(), key: z.string().nullable(), name: z.string().nullable(), contactId: z.uuid(),
  source: z.object({ kind: z.enum(['campaign', 'funnel']), id: z.uuid(), step: z.string(), name: z.string().nullable() }),
  at: z.string().nullable(),
  upper: z.enum(['then', 'since']).describe('then: it was classified upper when the message left; since: it was judged lower or unknown, and crossed later'),
  tierThen: tier, confidenceThen: z.number().nullable(), tierNow: tier, confidenceNow: z.number().nullable(),
});
export type MassTouch = z.infer<typeof massTouch>;

export const showMassTouches = endpoint({
  method: 'GET', path: 'reports/mass-touches', scope: 'reports:read', summary: 'Mass-touched upper-tier accounts: who got which mass message, when, and how the account was judged then',
  query: z.object({ limit: z.coerce.number().int().min(1).max(10_000).default(100) }),
  response: massTouchCounts.extend({ touches: z.array(massTouch).describe('Newest first') }),
});
