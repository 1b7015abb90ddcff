import { IANAZone } from 'luxon';
import { z } from 'zod';

/** From the one to the other minute of a local day; the second does not belong to it any more. */
export interface Shift {
  readonly from: number;
  readonly to: number;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const WRITTEN = /^([01]\d|2[0-3]):([0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

const shift = z.string().transform((text, context): Shift => {
  const [, hour, minute, end] = WRITTEN.exec(text) ?? [];
  const [from, to] = [Number(hour) * 60 + Number(minute), minutesOf(end ?? '')];
  if (from < to) return { from, to };
  context.addIssue({ code: 'custom', message: 'must be a time from … to on one day, like "09:00-13:00"; write what goes over midnight as two, "22:00-24:00" and "00:00-06:00" of the next day' });
  return z.NEVER;
});

const shifts = z.array(shift).max(24).transform((all, context) => {
  const sorted = all.toSorted((a, b) => a.from - b.from);
  if (sorted.some(({ from }, n) => n > 0 && from < (sorted[n - 1]?.to ?? 0))) context.addIssue({ code: 'custom', message: 'the shifts of a day must not overlap' });
  return sorted;
});

const day = z.iso.date('must be a date, like 2026-12-31');

/** When support works: shifts of each weekday in the local time of a zone, and days that are otherwise (a holiday has no shift). */
export const calendar = z.strictObject({
  timeZone: z.string().max(100).refine((name) => IANAZone.isValidZone(name), 'must be a time zone of the IANA database, like Europe/Moscow'),
  week: z.strictObject(Object.fromEntries(DAYS.map((name) => [name, shifts.default([])])) as Record<(typeof DAYS)[number], z.ZodDefault<typeof shifts>>)
    .refine((week) => Object.values(week).some(({ length }) => length > 0), 'at least one day of the week must have a shift: nothing would ever be due'),
  exceptions: z.record(day, shifts).default({}),
});
export type Calendar = z.infer<typeof calendar>;
export type CalendarInput = z.input<typeof calendar>;

const MS_PER_DAY = 86_400_000;

/** The shifts of a local day, which is counted from 1970-01-01. */
export function shiftsOf({ week, exceptions }: Calendar, dayNumber: number): readonly Shift[] {
  const date = new Date(dayNumber * MS_PER_DAY);
  return exceptions[date.toISOString().slice(0, 10)] ?? week[DAYS[date.getUTCDay()] ?? 'sun'];
}

function minutesOf(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
