import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { definition } from '../definition/definition.ts';

const count = z.int().min(0);
const name = z.string().trim().min(1).max(200);
const one = z.object({ id: z.uuid() });

const head = { id: z.uuid(), name: z.string(), state: z.enum(['draft', 'active', 'stopped']), version: z.int(), createdAt: z.string() };

export const funnel = z.object({
  ...head,
  definition,
  counts: z.object({
    segmentMembers: count.describe('Members of its segment, as far as was heard'),
    active: count, goal: count, exited: count, completed: count,
    steps: z.record(z.string(), count).describe('Those in progress, by step'),
    exits: z.record(z.string(), count).describe('Those who left before the end, by reason: left_segment, unsubscribed, no_consent, erased, upper_tier, doubtful_tier (perhaps an upper one), unknown_tier'),
    refused: z.record(z.string(), count).describe('Those who entered the segment but not the funnel, by reason: upper_tier, doubtful_tier, unknown_tier, no_consent'),
  }),
  messages: z.record(z.string(), z.record(z.string(), count)).describe('By step and by what became of them'),
  warnings: z.array(z.string()).describe('What to look at: a segment that nobody is in, messages that failed and why'),
});
export type FunnelAnswer = z.infer<typeof funnel>;

const contact = z.object({
  contactId: z.uuid(), version: z.int(), step: z.string(), state: z.string(), reason: z.string().nullable().describe('Why he left before the end'),
  dueAt: z.string().nullable(), enteredAt: z.string(), movedAt: z.string(),
});

export const listBoxed = endpoint({
  method: 'GET', path: 'funnels/boxed', scope: 'funnels:read', summary: 'Ready funnels and the settings that they need',
  response: z.object({
    boxed: z.array(z.object({ key: z.string(), name: z.string(), summary: z.string(), settings: z.unknown().describe('JSON schema of the settings') })),
  }),
});

export const createFunnel = endpoint({
  method: 'POST', path: 'funnels', scope: 'funnels:write', summary: 'Make a funnel from a definition, or from a boxed one with settings; it begins as a draft',
  body: z.strictObject({
    name,
    definition: definition.optional(),
    boxed: z.string().max(100).optional().describe('The key of a boxed funnel'),
    settings: z.record(z.string(), z.unknown()).optional().describe('Its settings'),
  }),
  response: funnel,
});

export const listFunnels = endpoint({
  method: 'GET', path: 'funnels', scope: 'funnels:read', summary: 'Funnels, the newest first',
  query: z.strictObject({ after: z.uuid().optional().describe('The "next" of the page before'), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  response: z.object({ funnels: z.array(z.object(head)), next: z.uuid().nullable().describe('Give it as "after" for the next page') }),
});

export const showFunnel = endpoint({
  method: 'GET', path: 'funnels/:id', scope: 'funnels:read', summary: 'A funnel, its definition and where its contacts stand', params: one, response: funnel,
});

export const reviseFunnel = endpoint({
  method: 'PUT', path: 'funnels/:id', scope: 'funnels:write', summary: 'Give a funnel a new version; contacts in progress stay on the one they began',
  params: one, body: z.strictObject({ definition }), response: funnel,
});

export const activateFunnel = endpoint({
  method: 'POST', path: 'funnels/:id/activate', scope: 'funnels:write', status: 200, summary: 'Let contacts enter the funnel and move through it',
  params: one,
  body: z.strictObject({ includeMembers: z.boolean().default(false).describe('Whether those who are in the segment already enter too') }),
  response: funnel,
});

export const stopFunnel = endpoint({
  method: 'POST', path: 'funnels/:id/stop', scope: 'funnels:write', status: 200, summary: 'Nobody enters, nobody is moved and no message leaves until it is activated again',
  params: one, response: funnel,
});

export const listFunnelContacts = endpoint({
  method: 'GET', path: 'funnels/:id/contacts', scope: 'funnels:read', summary: 'Contacts of a funnel, in the order of their ids',
  params: one,
  query: z.strictObject({
    state: z.enum(['active', 'goal', 'exited', 'completed']).optional(), after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  response: z.object({ contacts: z.array(contact), next: z.uuid().nullable().describe('Give it as "after" for the next page') }),
});
