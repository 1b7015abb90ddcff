import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { ticketReport, ticketReportOf, type TicketReport } from './ticket-report.ts';
import { TicketsRepository } from './tickets.repository.ts';

const showTickets = endpoint({
  method: 'GET', path: 'reports/tickets', scope: 'reports:read', summary: 'Tickets by queue, intent, language and channel, and how many are complaints',
  query: z.strictObject({ since: z.iso.datetime({ offset: true }).optional(), until: z.iso.datetime({ offset: true }).optional() }),
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
