import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { AddressBook } from '../contacts/address-book.service.ts';
import { isAutomaticAddress } from '../mail/automatic-mail.ts';
import { AutomaticAnswers } from '../macros/automatic-answers.service.ts';
import { threadBehind, type Thread } from '../replies/thread.ts';
import type { Channel, TicketEntity } from '../tickets/ticket.entity.ts';
import { KeyOfAnother } from '../tickets/ticket-errors.ts';
import { TicketReading } from '../tickets/ticket-reading.ts';
import { TicketOpening } from '../tickets/ticket-opening.service.ts';
import { TicketsService } from '../tickets/tickets.service.ts';
import type { Writing } from '../tickets/writing.ts';
import { ReceivedMails } from './received-mails.ts';

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

/** Stands for a ticket that was erased. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Opens tickets, whatever the way the question came. */
@Injectable()
export class TicketIntake {
  constructor(
    private readonly database: Database,
    private readonly book: AddressBook,
    private readonly opening: TicketOpening,
    private readonly tickets: TicketsService,
    private readonly answers: AutomaticAnswers,
    private readonly received: ReceivedMails,
    private readonly reading: TicketReading,
  ) {}

  /** The same key is the same ticket, as it is now. Throws {@link KeyOfAnother} where it is not the same question. */
  async receive(question: Question, key?: string): Promise<TicketEntity> {
    if (key === undefined) return await this.database.pipelinedTransaction((tx) => this.open(tx, question));
    const { email, subject, writing: { text } } = question;
    const filed = await this.received.onceUnder(`api\n${key}`, [email, subject, text], async (tx) => ({ outcome: 'opened', ticketId: (await this.open(tx, question)).id }));
    if (filed === 'another') throw new KeyOfAnother('question');
    return await this.reading.show(filed.ticketId ?? NOBODY);
  }

  async open(tx: Transaction, question: Question): Promise<TicketEntity> {
    const [ticket] = await this.openEach(tx, [question]);
    if (!ticket) throw new Error('A ticket was not opened');
    return ticket;
  }

  /** Gives the tickets in the order of the questions. */
  async openEach(tx: Transaction, questions: readonly Question[]): Promise<TicketEntity[]> {
    const requesters = await this.book.requestersOf(tx, questions.map(({ email }) => email));
    const tickets = await this.opening.open(tx, questions.flatMap((question) => {
      const requester = requesters.get(question.email);
      return requester ? { ...question, ...requester } : [];
    }));
    const silent = questions.map((question) => question.silent || isAutomaticAddress(question.email));
    const threads = new Map(tickets.flatMap(({ id }, at) => (questions[at] ? [[id, threadOf(questions[at].writing)] as const] : [])));
    const answered = new Map((await this.answers.answerAtOnce(tx, tickets.filter((_, at) => !silent[at]), threads)).map((ticket) => [ticket.id, ticket]));
    return tickets.map((ticket) => answered.get(ticket.id) ?? ticket);
  }

  append(tx: Transaction, ticketId: string, writing: Writing): Promise<void> {
    return this.tickets.append(tx, ticketId, writing);
  }
}

const threadOf = ({ automatic, messageId, references }: Writing): Thread => threadBehind(automatic ? null : messageId, references);
