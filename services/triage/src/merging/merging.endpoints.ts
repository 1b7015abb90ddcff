import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { ticketView } from '../tickets/ticket.view.ts';

const one = z.object({ id: z.uuid() });

export const mergeTicket = endpoint({
  method: 'POST', path: 'tickets/:id/merge', scope: 'tickets:write', status: 200, summary: 'Merge a ticket into another one of the same customer; gives the other', params: one,
  description: 'Its messages move, it is closed, and what is written to it comes to the other. Unmerging undoes that.',
  body: z.strictObject({ into: z.uuid() }), response: ticketView,
});
export const unmergeTicket = endpoint({
  method: 'POST', path: 'tickets/:id/unmerge', scope: 'tickets:write', status: 200, summary: 'Undo a merging: its messages come back, and it is as open as it was', params: one,
  description: 'The other ticket is no complaint, urgent or open any more where that came with this one, unless what was written since, a rule, a late answer or a person says so.', response: ticketView,
});
export const splitTicket = endpoint({
  method: 'POST', path: 'tickets/:id/split', scope: 'tickets:write', summary: 'Make a ticket of its own of some messages of a ticket', params: one,
  description: 'Merging the new ticket back undoes that.',
  body: z.strictObject({ messages: z.array(z.uuid()).min(1).max(1000), subject: z.string().trim().min(1).max(500).optional() }), response: ticketView,
});
