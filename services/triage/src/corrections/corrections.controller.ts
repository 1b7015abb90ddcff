import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { ticketView, viewOf, type TicketView } from '../tickets/ticket.view.ts';
import { CorrectionsService } from './corrections.service.ts';

const word = z.string().trim().min(1).max(100);

const correctTicket = endpoint({
  method: 'PATCH', path: 'tickets/:id', scope: 'tickets:write', summary: 'Correct, or confirm, what a ticket was taken for', params: z.object({ id: z.uuid() }),
  description: 'An intent that a person tells, be it the one that stands there, is what models of intents are trained from; "none" is a text of no intent. One that nobody has used is refused with those that are near, unless it is said to be new. '
    + 'So are its signals and whether it is a complaint, for models of signals. In another queue the ticket waits for an agent of it. A ticket that is no complaint any more holds no promotions.',
  body: z.strictObject({
    intent: word.optional(), newIntent: z.literal(true).optional().describe('The intent is one that no model and no ticket has yet'), queue: word.optional(), urgency: z.enum(['low', 'normal', 'high']).optional(), complaint: z.boolean().optional(), tags: z.array(word).max(50).optional(),
    signals: z.strictObject({ urgent: z.boolean(), purchase: z.boolean(), churn: z.boolean() }).partial().optional().describe('Whether it tells of haste, of buying, of leaving'),
  }).refine(({ newIntent: _newIntent, ...body }) => Object.keys(body).length > 0, 'must have intent, queue, urgency, complaint, signals or tags'),
  response: ticketView,
});

@Controller()
export class CorrectionsController {
  constructor(private readonly corrections: CorrectionsService) {}

  @Handles(correctTicket)
  async correct(@Input() { params, body, actor }: InputOf<typeof correctTicket>): Promise<TicketView> {
    return viewOf(await this.corrections.correct(params.id, body, actor.id));
  }
}
