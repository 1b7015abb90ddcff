import { z } from 'zod';
import { fits, ticketConditions, type TicketFacts } from '../conditions/ticket-conditions.ts';
import { calendar } from './calendar.ts';

const name = z.string().trim().min(1).max(100);
/** Minutes of working time. */
const minutes = z.int().min(1).max(525_600).optional();

/** What is promised for tickets that are as `when` says; what it leaves out does not matter. */
const policy = z.strictObject({
  name,
  calendar: name,
  when: ticketConditions.default({}),
  /** Until somebody answers for the first time. */
  firstAnswer: minutes,
  /** Until somebody answers what the customer wrote later. */
  nextAnswer: minutes,
  /** Until the ticket is closed; stands still while the customer is waited for. */
  resolution: minutes,
  /** The share of the time after which a warning is given. */
  warnAt: z.number().min(0.1).max(1).default(0.75),
}).refine(({ firstAnswer, nextAnswer, resolution }) => firstAnswer ?? nextAnswer ?? resolution, 'must promise something: firstAnswer, nextAnswer or resolution, in minutes of working time');
export type SlaPolicy = z.infer<typeof policy>;

/** Calendars by name and policies in their order: the first that fits a ticket counts. */
export const slaSettings = z
  .strictObject({ calendars: z.record(name, calendar).default({}), policies: z.array(policy).max(100).default([]) })
  .superRefine(({ calendars, policies }, context) => {
    const seen = new Set<string>();
    for (const [at, one] of policies.entries()) {
      if (!Object.hasOwn(calendars, one.calendar)) context.addIssue({ code: 'custom', path: ['policies', at, 'calendar'], message: `there is no calendar "${one.calendar}"; add it under calendars` });
      if (seen.has(one.name)) context.addIssue({ code: 'custom', path: ['policies', at, 'name'], message: `"${one.name}" stands there twice` });
      seen.add(one.name);
    }
  });
export type SlaSettings = z.infer<typeof slaSettings>;

export const policyFor = (policies: readonly SlaPolicy[], ticket: TicketFacts): SlaPolicy | undefined => policies.find(({ when }) => fits(ticket, when));
