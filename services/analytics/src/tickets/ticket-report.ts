import { wilsonInterval } from '@widecast/stats';
import { z } from 'zod';
import type { TicketCount } from './tickets.repository.ts';

const row = z.object({
  tickets: z.int(), complaints: z.int(), complaintRate: z.number().nullable(),
  complaintInterval: z.array(z.number()).nullable(),
});

/** How the report looks to a client. */
export const ticketReport = z.object({
  ...row.shape,
  fromKnownContacts: z.int(),
  states: z.array(z.object({ state: z.string(), ...row.shape })),
  queues: z.array(z.object({ queue: z.string(), ...row.shape })),
  intents: z.array(z.object({ intent: z.string(), ...row.shape })),
  languages: z.array(z.object({ language: z.string(), ...row.shape })),
  channels: z.array(z.object({ channel: z.string(), ...row.shape })),
});
export type TicketReport = z.infer<typeof ticketReport>;

export function ticketReportOf(counts: readonly TicketCount[]): TicketReport {
  const along = (dimension: TicketCount['dimension']): TicketCount[] => counts.filter((count) => count.dimension === dimension);
  const [all = { tickets: 0, complaints: 0, known: 0 }] = along('all');
  return {
    ...rowOf(all),
    fromKnownContacts: all.known,
    states: along('state').map((count) => ({ state: count.value, ...rowOf(count) })),
    queues: along('queue').map((count) => ({ queue: count.value, ...rowOf(count) })),
    intents: along('intent').map((count) => ({ intent: count.value, ...rowOf(count) })),
    languages: along('language').map((count) => ({ language: count.value, ...rowOf(count) })),
    channels: along('channel').map((count) => ({ channel: count.value, ...rowOf(count) })),
  };
}

function rowOf({ tickets, complaints }: Pick<TicketCount, 'tickets' | 'complaints'>): z.infer<typeof row> {
  const rate = wilsonInterval(complaints, tickets);
  return { tickets, complaints, complaintRate: rate?.estimate ?? null, complaintInterval: rate && [rate.low, rate.high] };
}
