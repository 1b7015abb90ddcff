import { Controller } from '@nestjs/common';
import { endpoint, givenMoment, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { ticketReport, ticketReportOf, type TicketReport } from './ticket-report.ts';
import { TicketsRepository } from './tickets.repository.ts';

const moment = givenMoment.optional();

const showTickets = endpoint({
  method: 'GET', path: 'reports/tickets', scope: 'reports:read', summary: 'Tickets by state, queue, intent, language and channel, and how many are complaints',
  description: 'Each ticket counts as it is now: closed, reopened, moved to another queue or understood as a complaint later. The time is that of its opening.',
  query: z.strictObject({ since: moment, until: moment }).refine(({ since, until }) => !since || !until || since < until, { path: ['until'], message: 'give a time after since' }),
  response: ticketReport,
});

@Controller()
export class TicketReportController {
  constructor(private readonly tickets: TicketsRepository) {}

  @Handles(showTickets)
  async show(@Input() { query }: InputOf<typeof showTickets>): Promise<TicketReport> {
    return ticketReportOf(await this.tickets.counts(query.since, query.until));
  }
}
