import { IANAZone } from 'luxon';
import { z } from 'zod';

/** From the one to the other minute of a local day; the second does not belong to it any more. */
export interface Shift {
  readonly from: number;
  readonly to: number;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const WRITTEN = /^([01]\d|2[0-3]):([0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

const shift = z.string().refine((text) => {
  const { from, to } = shiftIn(text);
  return from < to;
}, 'must be a time from … to on one day, like "09:00-13:00"; write what goes over midnight as two, "22:00-24:00" and "00:00-06:00" of the next day');

const shifts = z.array(shift).max(24).refine((all) => {
  const sorted = sortedShifts(all);
  return sorted.every(({ from }, n) => n === 0 || from >= (sorted[n - 1]?.to ?? 0));
}, 'the shifts of a day must not overlap');

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

/** Gives the shifts of a local day, which is counted from 1970-01-01, in their order. */
export function shiftsByDay({ week, exceptions }: Calendar): (day: number) => readonly Shift[] {
  const usual = DAYS.map((name) => sortedShifts(week[name]));
  const otherwise = new Map(Object.entries(exceptions).map(([date, all]) => [Date.parse(date) / MS_PER_DAY, sortedShifts(all)]));
  return (day) => otherwise.get(day) ?? usual[new Date(day * MS_PER_DAY).getUTCDay()] ?? [];
}

const sortedShifts = (all: readonly string[]): Shift[] => all.map(shiftIn).toSorted((a, b) => a.from - b.from);

/** Not a number where it is not written as a shift is. */
function shiftIn(text: string): Shift {
  const [, hour, minute, end = ''] = WRITTEN.exec(text) ?? [];
  const [hours, minutes] = end.split(':').map(Number);
  return { from: Number(hour) * 60 + Number(minute), to: Number(hours) * 60 + Number(minutes) };
}
