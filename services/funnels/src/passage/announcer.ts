import { Injectable } from '@nestjs/common';
import { contactsAdvanced, messagesRequested } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { counter } from '@widecast/service-kit';
import { contactsAdvancedOf, messagesRequestedOf, type Move, type Request } from './moves.ts';

const moved = counter({
  name: 'widecast_funnel_moves_total',
  help: 'Moves of contacts in funnels by the state that they came to',
  labels: ['service', 'state'],
});

/** Tells the others what happened to contacts in funnels, in the transaction in which it happens. */
@Injectable()
export class Announcer {
  constructor(private readonly outbox: Outbox) {}

  async announce(tx: Transaction, moves: readonly Move[], requests: readonly Request[] = []): Promise<void> {
    await this.outbox.append(tx, messagesRequested, messagesRequestedOf(requests));
    await this.outbox.append(tx, contactsAdvanced, contactsAdvancedOf(moves, new Date().toISOString()));
    tx.afterCommit(() => moves.forEach(({ state }) => moved.inc({ service: 'funnels', state })));
  }
}
