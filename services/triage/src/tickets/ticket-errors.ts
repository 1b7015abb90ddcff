import { DomainError } from '@widecast/service-kit';
import type { TicketState } from './ticket.entity.ts';

/** There is something newer in the ticket than what was read. */
export class TicketMovedOn extends DomainError {
  readonly kind = 'conflict';

  constructor(ticketId: string) {
    super(`Ticket ${ticketId} has a newer message than the one that was read; read it, then answer`);
  }
}

/** The ticket is already where it was asked to go. */
export class TicketAlready extends DomainError {
  readonly kind = 'conflict';

  constructor(readonly ticketId: string, readonly state: TicketState) {
    super(`Ticket ${ticketId} is already ${state}`);
  }
}
