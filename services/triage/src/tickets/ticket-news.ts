import { Injectable } from '@nestjs/common';
import { ticketChanged, type TicketChanged } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import type { SignalOdds } from '@widecast/text';
import { toldOf } from '../understanding/signals.ts';

export type ChangedTicket = Omit<TicketChanged, 'at' | 'signals'> & { readonly at: Date; readonly signals: SignalOdds };

/** What RETURNING must give of a changed ticket. */
export const AS_NEWS = `
  tickets.id AS "ticketId", tickets.version, tickets.contact_id AS "contactId", tickets.state, tickets.language, tickets.intent, tickets.urgency,
  tickets.complaint, tickets.queue, tickets.signals, tickets.changed_at AS at`;

/** Tells the other services what tickets are now. */
@Injectable()
export class TicketNews {
  constructor(private readonly outbox: Outbox) {}

  /** In the transaction that changed them and raised their versions. */
  tell(tx: Transaction, tickets: readonly ChangedTicket[]): Promise<void> {
    return this.outbox.append(tx, ticketChanged, tickets.map(({ at, signals, ...ticket }) => ({ ...ticket, signals: toldOf(signals), at: at.toISOString() })));
  }
}
