import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { AddressBook } from '../contacts/address-book.service.ts';
import { isAutomaticAddress } from '../mail/automatic-mail.ts';
import { AutomaticAnswers } from '../macros/automatic-answers.service.ts';
import type { Channel, TicketEntity } from '../tickets/ticket.entity.ts';
import { TicketsService } from '../tickets/tickets.service.ts';
import type { Writing } from '../tickets/writing.ts';

export interface Question {
  readonly email: string;
  readonly name: string | null;
  readonly subject: string;
  readonly channel: Channel;
  readonly writing: Writing;
  /** The ticket that was closed too long ago to be opened again by this. */
  readonly follows?: string | null;
  readonly botId?: string;
  readonly conversation?: string;
  /** Not to be acknowledged: the writer's system asks for it, or a machine may have written. */
  readonly silent: boolean;
}

/** Opens tickets, whatever the way the question came. */
@Injectable()
export class TicketIntake {
  constructor(
    private readonly database: Database,
    private readonly book: AddressBook,
    private readonly tickets: TicketsService,
    private readonly answers: AutomaticAnswers,
  ) {}

  receive(question: Question): Promise<TicketEntity> {
    return this.database.transaction((tx) => this.open(tx, question));
  }

  async open(tx: Transaction, { silent, ...question }: Question): Promise<TicketEntity> {
    const requester = await this.book.requesterOf(tx, question.email);
    const ticket = await this.tickets.open(tx, { ...question, ...requester });
    if (silent || isAutomaticAddress(question.email)) return ticket;
    return await this.answers.answerAtOnce(tx, ticket);
  }

  append(tx: Transaction, ticketId: string, writing: Writing): Promise<void> {
    return this.tickets.append(tx, ticketId, writing);
  }
}
