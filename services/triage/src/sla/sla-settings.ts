import { z } from 'zod';
import { fits, ticketConditions, type TicketFacts } from '../conditions/ticket-conditions.ts';
import { calendar, type Calendar } from './calendar.ts';
import { WorkingTime } from './working-time.ts';

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

const HOURS = 24;

/** After how long a ticket for which no policy promises an answer is not forgotten. */
const unanswered = z.strictObject({
  hours: z.number().min(0.1).max(8760).default(HOURS),
  /** Whose working time counts; without one, every hour does. */
  calendar: name.optional(),
});

/** Under this name tickets are watched that no policy fits. */
export const UNANSWERED = 'unanswered';

const isNeverOver = (given: Calendar | undefined, { firstAnswer = 0, nextAnswer = 0, resolution = 0 }: SlaPolicy): boolean =>
  given !== undefined && !new WorkingTime(given).isReached(Math.max(firstAnswer, nextAnswer, resolution) * 60_000);

/** Calendars by name and policies in their order: the first that fits a ticket counts. */
export const slaSettings = z
  .strictObject({
    calendars: z.record(name, calendar).default({}), policies: z.array(policy).max(100).default([]),
    unanswered: unanswered.nullable().default({ hours: HOURS }).describe('Tickets that no policy fits and that nobody answers for so long become urgent; null: they do not'),
  })
  .superRefine(({ calendars, policies, unanswered: watch }, context) => {
    const seen = new Set<string>([UNANSWERED]);
    const { calendar: own } = watch ?? {};
    if (own !== undefined && !Object.hasOwn(calendars, own)) context.addIssue({ code: 'custom', path: ['unanswered', 'calendar'], message: `there is no calendar "${own}"; add it under calendars` });
    for (const [at, one] of policies.entries()) {
      if (!Object.hasOwn(calendars, one.calendar)) context.addIssue({ code: 'custom', path: ['policies', at, 'calendar'], message: `there is no calendar "${one.calendar}"; add it under calendars` });
      if (seen.has(one.name)) context.addIssue({ code: 'custom', path: ['policies', at, 'name'], message: one.name === UNANSWERED ? `"${UNANSWERED}" is the name of what watches all other tickets; choose another` : `"${one.name}" stands there twice` });
      seen.add(one.name);
      if (isNeverOver(calendars[one.calendar], one)) context.addIssue({ code: 'custom', path: ['policies', at], message: `the calendar "${one.calendar}" has so little working time that what is promised would not be over within twenty years; promise less, or give it more` });
    }
  });
export type SlaSettings = z.infer<typeof slaSettings>;

/** Keeps tickets that no policy fits from being forgotten. */
export function watchOver({ unanswered: watch }: SlaSettings): SlaPolicy[] {
  if (watch === null) return [];
  const within = Math.ceil(watch.hours * 60);
  return [{ name: UNANSWERED, calendar: watch.calendar ?? EVERY_HOUR, when: {}, firstAnswer: within, nextAnswer: within, warnAt: 0.75 }];
}

/** No name of a calendar that a person could give. */
export const EVERY_HOUR = '';

export const policyFor = (policies: readonly SlaPolicy[], ticket: TicketFacts): SlaPolicy | undefined => policies.find(({ when }) => fits(ticket, when));
