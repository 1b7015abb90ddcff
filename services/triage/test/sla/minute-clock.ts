import type { CalendarInput } from '../../src/sla/calendar.ts';

const MINUTE = 60_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

interface WallTime {
  readonly date: string;
  readonly time: string;
}

/** What the clock on the wall shows, minute by minute. */
export function wallTimes(timeZone: string, begin: number, minutes: number): WallTime[] {
  const wall = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  return Array.from({ length: minutes }, (_none, n) => {
    const [date = '', time = ''] = wall.format(begin + n * MINUTE).split(', ');
    return { date, time };
  });
}

/** The slow truth: looks at the clock on the wall for every single minute. It shares no code with what it judges. */
export class MinuteClock {
  private readonly works: Uint8Array;

  constructor(calendar: CalendarInput, wall: readonly WallTime[]) {
    this.works = Uint8Array.from(wall, ({ date, time }) => {
      const weekday = DAYS[new Date(`${date}T00:00Z`).getUTCDay()] ?? 'sun';
      const shifts = calendar.exceptions?.[date] ?? calendar.week[weekday] ?? [];
      return shifts.some((shift) => shift.slice(0, 5) <= time && time < shift.slice(6)) ? 1 : 0;
    });
  }

  /** The end of the minute in which the target is reached, where the clock stands still in the given spans of minutes; -1 beyond the end. */
  due(from: number, target: number, pauses: readonly (readonly [number, number])[]): number {
    let left = target;
    let next = 0;
    for (let minute = from; minute < this.works.length; minute += 1) {
      const pause = pauses[next];
      if (pause && minute >= pause[1]) next += 1;
      if (pauses[next] && minute >= (pauses[next]?.[0] ?? 0)) continue;
      left -= this.works[minute] ?? 0;
      if (left === 0) return minute + 1;
    }
    return -1;
  }
}
