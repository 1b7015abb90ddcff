import { DomainError, Invalid } from '@widecast/service-kit';
import type { TicketState } from './ticket.entity.ts';

/** There is something newer in the ticket than what was read. */
export class TicketMovedOn extends DomainError {
  readonly kind = 'conflict';

  constructor(ticketId: string) {
    super(`Ticket ${ticketId} has a newer message than the one that was read; read it first`);
  }
}

/** A person who answers does not say what he has read. */
export class NotSaidWhatWasRead extends Invalid {
  constructor(ticketId: string, newest: string) {
    super(`Say which message of ticket ${ticketId} is the newest that you have read: somebody may have written or answered since. The newest now is ${newest}`, [
      { field: 'body.seen', message: `must be the id of the newest message that was read, ${newest} if it is that one; "any" answers whatever has come since` },
    ]);
  }
}

/** The ticket is already where it was asked to go. */
export class TicketAlready extends DomainError {
  readonly kind = 'conflict';

  constructor(readonly ticketId: string, readonly state: TicketState) {
    super(`Ticket ${ticketId} is already ${state}`);
  }
}

/** The bot that the conversation came by is gone, and no address of the customer is known. */
export class NobodyHears extends DomainError {
  readonly kind = 'conflict';

  constructor(ticketId: string) {
    super(`Ticket ${ticketId} came by a bot that was removed, and the customer's address is not known: an answer would reach nobody`);
  }
}

/** Its messages are with another ticket. */
export class TicketMerged extends DomainError {
  readonly kind = 'conflict';

  constructor(ticketId: string, into: string) {
    super(`Ticket ${ticketId} is merged into ${into}; do it there, or undo the merging first (POST /v1/tickets/${ticketId}/unmerge)`);
  }
}

const USED = {
  question: 'The idempotencyKey was used for a ticket of another customer, or with another subject or text; give each question a key of its own',
  answer: 'The idempotencyKey was used for an answer with another text; give each answer a key of its own',
  message: 'The webhook-id was used for a message of another text or conversation; give each message an id of its own, and the same id only to what is sent again',
} as const;

/** The key of a request was used for another one. */
export class KeyOfAnother extends DomainError {
  readonly kind = 'conflict';

  constructor(of: keyof typeof USED) {
    super(USED[of]);
  }
}
