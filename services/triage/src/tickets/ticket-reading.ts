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

  /** Throws NotFound. */
  async show(id: string): Promise<{ ticket: TicketEntity; messages: TicketMessageEntity[] }> {
    const { manager } = this.database.dataSource;
    const ticket = await manager.findOneBy(TicketEntity, { id });
    if (!ticket) throw new NotFound('ticket', id);
    return { ticket, messages: await manager.find(TicketMessageEntity, { where: { ticketId: id }, order: { at: 'ASC', id: 'ASC' } }) };
  }
}
