import type { Ticket, TicketReport } from '../../client/answers.ts';
import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import { scoreInterval } from '../../truth/statistics/intervals.ts';

const PATIENCE = 120;

/** The report must count the tickets as they are listed; who wrote them and who complained is compared with the truth elsewhere. */
export async function readTicketReport({ api, checks }: Demo, tickets: readonly Ticket[], complaints: number): Promise<TicketReport> {
  const queues = queuesOf(tickets);
  const isDone = (report: TicketReport): boolean => report.tickets >= tickets.length && report.fromKnownContacts >= tickets.length;
  const { value } = await lastSeen({ what: 'ticket report', seconds: PATIENCE, read: () => api.get<TicketReport>('reports/tickets'), isDone });
  checks.equal('ticket report: tickets', value.tickets, tickets.length);
  checks.equal('ticket report: from known contacts', value.fromKnownContacts, tickets.length);
  checks.equal('ticket report: complaints', value.complaints, complaints);
  checks.near('ticket report: share of complaints', value.complaintRate, complaints / tickets.length);
  checks.interval('ticket report: share of complaints', value.complaintInterval, scoreInterval({ successes: complaints, trials: tickets.length }));
  checks.equal('ticket report: states', value.states.map((row) => [row.state, row.tickets]), [['open', tickets.length]]);
  checks.equal('ticket report: queues', sorted(value.queues.map((row) => `${row.queue} ${row.tickets} ${row.complaints}`)), sorted(queues));
  return value;
}

const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();

function queuesOf(tickets: readonly Ticket[]): string[] {
  return [...new Set(tickets.map(({ queue }) => queue))].map((name) => {
    const some = tickets.filter(({ queue }) => queue === name);
    return `${name} ${some.length} ${some.filter(({ complaint }) => complaint).length}`;
  });
}
