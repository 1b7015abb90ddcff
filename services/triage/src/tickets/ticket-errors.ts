import { DomainError } from '@widecast/service-kit';
import type { TicketState } from './ticket.entity.ts';

/** The ticket is already where it was asked to go. */
export class TicketAlready extends DomainError {
  readonly kind = 'conflict';

  constructor(readonly ticketId: string, readonly state: TicketState) {
    super(`Ticket ${ticketId} is already ${state}`);
  }
}
