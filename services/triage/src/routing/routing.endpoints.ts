import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { ticketView } from '../tickets/ticket.view.ts';
import { routingRules, routingSettings } from './routing-settings.ts';

const current = z.object({ version: z.int().describe('0 while there are no rules'), settings: routingSettings });
const hints = z.array(z.string()).describe('Queues that no agent serves and intents that nobody knows: slips, perhaps');
const one = z.object({ id: z.uuid() });
const agent = z.string().trim().min(1).max(100);

export const showRouting = endpoint({ method: 'GET', path: 'routing', scope: 'tickets:read', summary: 'The routing rules, queues and agents', response: current });
export const changeRouting = endpoint({
  method: 'PUT', path: 'routing', scope: 'tickets:write', summary: 'Give other routing rules, queues and agents',
  description: 'The whole of it. Rules are asked in their order when a ticket is opened, or on the occasions they name; each that fits does what it says, a later one has the last word, '
    + '`stop` ends it. Tickets of upper-tier customers begin in the queue key-accounts. Tickets that are there stay where they are; try the rules on them first.',
  body: routingSettings, response: current.extend({ hints }),
});
export const tryRouting = endpoint({
  method: 'POST', path: 'routing/try', scope: 'tickets:read', status: 200, summary: 'Try rules on tickets of the past; changes nothing',
  description: 'As they would be taken: agents, macros and bots that they name must be there.',
  body: z.strictObject({ rules: routingRules, agents: routingSettings.shape.agents.unwrap().optional().describe('Those that rules may name; else the present ones'), newest: z.int().min(1).max(20_000).default(1000) }),
  response: z.object({
    tickets: z.int(), applied: z.record(z.string(), z.int()).describe('Tickets by the rules that would have applied'), moved: z.int(), hints,
    examples: z.array(z.object({ ticketId: z.uuid(), subject: z.string(), from: z.string(), to: z.string(), by: z.array(z.string()) })),
  }),
});
export const takeTicket = endpoint({
  method: 'POST', path: 'tickets/take', scope: 'tickets:write', status: 200, summary: 'Take the next ticket for an agent: urgent ones first, then the one that has waited longest',
  description: 'Two agents never get the same. Null where nothing waits.',
  body: z.strictObject({ agent, queues: z.array(agent).min(1).max(50).optional().describe('Where to look; else in the queues of the agent') }),
  response: z.object({ ticket: ticketView.nullable() }),
});
export const assignTicket = endpoint({
  method: 'POST', path: 'tickets/:id/assign', scope: 'tickets:write', status: 200, summary: 'Give a ticket to an agent, or with null back to its queue', params: one,
  body: z.strictObject({ agent: agent.nullable() }), response: ticketView,
});
