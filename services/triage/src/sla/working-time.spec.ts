import { describe, expect, it } from '@jest/globals';
import { calendar, type CalendarInput } from './calendar.ts';
import { WorkingTime } from './working-time.ts';

const office = (more: Partial<CalendarInput> = {}): WorkingTime =>
  new WorkingTime(calendar.parse({ timeZone: 'Europe/Moscow', week: { mon: ['09:00-13:00', '14:00-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'], fri: ['09:00-18:00'] }, ...more }));
const at = (text: string): number => Date.parse(text);
const HOUR = 3_600_000;

describe('working time', () => {
  it('does not count lunch, nights and weekends', () => {
    expect(office().between(at('2026-11-23T08:00+03:00'), at('2026-11-23T20:00+03:00'))).toBe(8 * HOUR);
    expect(office().between(at('2026-11-27T17:00+03:00'), at('2026-11-30T10:00+03:00'))).toBe(2 * HOUR);
  });

  it('is over at the end of a shift, not at the beginning of the next', () => {
    expect(office().after(at('2026-11-23T09:00+03:00'), 4 * HOUR)).toBe(at('2026-11-23T13:00+03:00'));
    expect(office().after(at('2026-11-27T17:00+03:00'), 2 * HOUR)).toBe(at('2026-11-30T10:00+03:00'));
  });

  it('leaves holidays out and keeps to the shifts of a special day', () => {
    const holidays = office({ exceptions: { '2026-12-31': ['09:00-12:00'], '2027-01-01': [] } });
    expect(holidays.between(at('2026-12-31T00:00+03:00'), at('2027-01-04T00:00+03:00'))).toBe(3 * HOUR);
  });

  it('has no hour that summer time skips and twice the one that it repeats', () => {
    const nights = office({ timeZone: 'Europe/Berlin', week: { sun: ['01:00-05:00'] } });
    expect(nights.between(at('2026-03-29T00:00+01:00'), at('2026-03-29T12:00+02:00'))).toBe(3 * HOUR);
    expect(nights.between(at('2026-10-25T00:00+02:00'), at('2026-10-25T12:00+01:00'))).toBe(5 * HOUR);
  });

  it('ends after twenty years instead of looking for ever', () => {
    const rare = office({ week: { mon: ['09:00-09:01'] } });
    expect([rare.after(0, 100 * 24 * HOUR), rare.isReached(100 * 24 * HOUR), rare.isReached(HOUR)]).toEqual([366 * 20 * 24 * HOUR, false, true]);
  });
});

describe('a calendar', () => {
  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'time zone'],
    [{ week: { mon: ['18:00-09:00'] } }, 'over midnight'],
    [{ week: { mon: ['09:00-13:00', '12:00-18:00'] } }, 'overlap'],
    [{ week: {} }, 'at least one day'],
    [{ exceptions: { '31.12.2026': [] } }, 'date'],
  ] as const)('%j is refused and says why', (wrong, reason) => {
    const { error } = calendar.safeParse({ timeZone: 'UTC', week: { mon: ['09:00-18:00'] }, ...wrong });
    expect(JSON.stringify(error?.issues)).toContain(reason);
  });
});
