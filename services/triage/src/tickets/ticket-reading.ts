import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import { LessThan, type FindOptionsWhere } from 'typeorm';
import { TicketMessageEntity } from './ticket-message.entity.ts';
import { TicketEntity, type TicketState } from './ticket.entity.ts';

export interface TicketFilter {
  readonly state?: TicketState | undefined;
  readonly queue?: string | undefined;
  readonly complaint?: boolean | undefined;
  readonly from?: string | undefined;
  readonly assignee?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface MessagePage {
  readonly messages: readonly TicketMessageEntity[];
  /** How many stand before these. */
  readonly older: number;
}

@Injectable()
export class TicketReading {
  constructor(private readonly database: Database) {}

  /** Newest first; `after` is the last id of the page before. */
  list({ state, queue, complaint, from, assignee, after, limit }: TicketFilter): Promise<TicketEntity[]> {
    const where: FindOptionsWhere<TicketEntity> = {
      ...(state ? { state } : {}), ...(queue ? { queue } : {}), ...(complaint === undefined ? {} : { complaint }),
      ...(from ? { email: from } : {}), ...(assignee ? { assignee } : {}), ...(after ? { id: LessThan(after) } : {}),
    };
    return this.database.dataSource.getRepository(TicketEntity).find({ where, order: { id: 'DESC' }, take: limit });
  }

  /** Throws NotFound, as does the next. */
  async show(id: string): Promise<TicketEntity> {
    const ticket = await this.database.dataSource.manager.findOneBy(TicketEntity, { id });
    if (!ticket) throw new NotFound('ticket', id);
    return ticket;
  }

  /** The newest messages, or those before one of them, the oldest first; a flood may have made very many. */
  async messagesOf(ticketId: string, { before, limit }: { readonly before?: string | undefined; readonly limit: number }): Promise<MessagePage> {
    const messages = this.database.dataSource.manager.createQueryBuilder(TicketMessageEntity, 'm').where('m.ticket_id = :ticketId', { ticketId });
    if (before !== undefined) {
      const [bound] = await this.database.query('SELECT FROM ticket_messages WHERE ticket_id = $1 AND id = $2', [ticketId, before]);
      if (!bound) throw new NotFound(`message of ticket ${ticketId} with the id`, before);
      messages.andWhere('(m.at, m.id) < (SELECT b.at, b.id FROM ticket_messages b WHERE b.ticket_id = :ticketId AND b.id = :before)', { before });
    }
    const [page, all] = await messages.orderBy('m.at', 'DESC').addOrderBy('m.id', 'DESC').take(limit).getManyAndCount();
    return { messages: page.toReversed(), older: all - page.length };
  }
}
