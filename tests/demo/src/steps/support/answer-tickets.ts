import type { Ticket, TicketReport } from '../../client/answers.ts';
import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import type { Customer } from '../../market/customer.ts';
import { lettersOf } from '../../market/letters/letters.ts';
import { streamOf } from '../../market/random.ts';
import { addressesOf } from '../../market/reach.ts';
import { count } from '../../report/progress.ts';
import { readTicketReport } from './read-ticket-report.ts';
import { sendLetters } from './send-letters.ts';

const ORDER = 23;
const PATIENCE = 120;

export interface Answered {
  readonly figures: string;
  readonly report: TicketReport;
  readonly complainers: readonly Customer[];
}

/** Customers write; each gets a ticket and an acknowledgement, and exactly those who complain are held. */
export async function answerTickets(demo: Demo, writers: readonly Customer[]): Promise<Answered> {
  const { checks, letters: plan, seed, ticketsPort } = demo;
  const letters = lettersOf({ writers, complaints: plan.complaints, questions: plan.questions }, streamOf(seed, ORDER));
  const complainers = letters.filter(({ isComplaint }) => isComplaint).map(({ from }) => from);
  await sendLetters(letters, ticketsPort);

  const tickets = await ticketsOf(demo, letters.length);
  checks.equal('tickets: opened', tickets.length, letters.length);
  checks.sameSet('tickets: who wrote', addressesIn(tickets), addressesOf(writers));
  checks.sameSet('tickets: who complained', addressesIn(tickets.filter(({ complaint }) => complaint)), addressesOf(complainers));
  checks.equal('tickets: contacts held', await holdsOf(demo, complainers.length), complainers.length);
  const acknowledged = await acknowledgedAt(demo, writers);
  checks.equal('tickets: acknowledged by mail', acknowledged, writers.length);
  const report = await readTicketReport(demo, tickets, complainers.length);
  return { figures: `${count(tickets.length)} tickets, ${count(report.complaints)} complaints, ${count(acknowledged)} acknowledged`, report, complainers };
}

const addressesIn = (tickets: readonly Ticket[]): Set<string> => new Set(tickets.map(({ from }) => from));

async function ticketsOf({ api }: Demo, expected: number): Promise<readonly Ticket[]> {
  const read = (): Promise<Ticket[]> => api.all<Ticket>({ path: 'tickets', list: 'tickets', cursorOf: ({ id }) => id });
  return (await lastSeen({ what: 'tickets', seconds: PATIENCE, read, isDone: ({ length }) => length >= expected })).value;
}

async function holdsOf({ api }: Demo, expected: number): Promise<number> {
  const read = async (): Promise<number> =>
    (await api.all<{ contactId: string }>({ path: 'holds', list: 'holds', cursorOf: ({ contactId }) => contactId })).length;
  return (await lastSeen({ what: 'holds', seconds: PATIENCE, read, isDone: (holds) => holds >= expected })).value;
}

/** Acknowledgements pass dispatch as the holds do: when all have come, the fence knows of the holds too. */
async function acknowledgedAt({ sink }: Demo, writers: readonly Customer[]): Promise<number> {
  const read = async (): Promise<number> => {
    const reached = new Set((await sink.received()).filter(({ automatic }) => automatic).map(({ to }) => to));
    return writers.filter(({ email }) => reached.has(email)).length;
  };
  return (await lastSeen({ what: 'acknowledgements', seconds: PATIENCE, read, isDone: (number) => number >= writers.length })).value;
}
