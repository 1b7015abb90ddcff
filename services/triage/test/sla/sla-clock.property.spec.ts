import { describe, expect, it } from '@jest/globals';
import { calendar, type CalendarInput } from '../../src/sla/calendar.ts';
import { dueAt, paused, resumed, startedAt } from '../../src/sla/sla-clock.ts';
import { WorkingTime } from '../../src/sla/working-time.ts';
import { MinuteClock, wallTimes } from './minute-clock.ts';

/** More of them: WIDECAST_SLA_CASES=1000000 npm test -- services/triage/test/sla */
const CASES = Number(process.env['WIDECAST_SLA_CASES'] ?? 20_000);
const [MINUTE, DAYS] = [60_000, 70];
/** Calendars for each zone. */
const ROUNDS = 2;

/** Zones with odd offsets, changes at midnight, half an hour of summer time, a day that never was; each with an instant close to a change. */
const CHANGES = [
  ['Europe/Berlin', '2026-03-20'], ['Europe/Berlin', '2026-10-10'], ['America/New_York', '2026-10-20'], ['Europe/Moscow', '2014-10-10'], ['Asia/Kolkata', '2026-01-01'],
  ['Australia/Lord_Howe', '2026-03-20'], ['America/St_Johns', '2010-10-25'], ['Africa/Cairo', '2024-10-20'], ['Pacific/Apia', '2011-12-20'], ['America/Santiago', '2026-08-25'],
] as const;

/** mulberry32 */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Random = ReturnType<typeof randomOf>;
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function shiftsFrom(random: Random): string[] {
  const edges = [...new Set(Array.from({ length: 2 * random(4) }, () => (random(8) === 0 ? 1440 : random(1440))))].toSorted((a, b) => a - b);
  return edges.flatMap((edge, n) => (n % 2 === 1 ? [`${clock(edges[n - 1] ?? 0)}-${clock(edge)}`] : []));
}

function calendarFrom(random: Random, timeZone: string, begin: number): CalendarInput {
  const week = { mon: ['09:00-18:00'], ...Object.fromEntries(['tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, shiftsFrom(random)])) };
  const days = Array.from({ length: random(6) }, () => new Date(begin + random(DAYS) * 1440 * MINUTE).toISOString().slice(0, 10));
  return { timeZone, week, exceptions: Object.fromEntries(days.map((day) => [day, shiftsFrom(random)])) };
}

function pausesFrom(random: Random, from: number): [number, number][] {
  const edges = Array.from({ length: 2 * random(4) }, () => from + random(7 * 1440)).toSorted((a, b) => a - b);
  return edges.flatMap((edge, n) => (n % 2 === 1 ? [[edges[n - 1] ?? 0, edge] as [number, number]] : []));
}

describe('an SLA clock', () => {
  it.each(CHANGES.map(([zone, day], n) => [zone, day, n] as const))('is due to the minute as the clock on the wall says, in %s from %s', (zone, day, seed) => {
    const random = randomOf(seed + 1);
    const begin = Date.parse(`${day}T00:00Z`);
    const wall = wallTimes(zone, begin, DAYS * 1440);
    let judged = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const written = calendarFrom(random, zone, begin);
      const time = new WorkingTime(calendar.parse(written));
      const truth = new MinuteClock(written, wall);
      for (let n = 0; n < CASES / CHANGES.length / ROUNDS; n += 1) {
        const [from, target] = [random(40 * 1440), 1 + random(60 * 40)];
        const pauses = pausesFrom(random, from);
        const expected = truth.due(from, target, pauses);
        if (expected === -1) continue;
        judged += 1;
        const actual = dueThrough(time, begin, from, target, pauses);
        if (actual !== expected) expect({ written, from, target, pauses, due: actual }).toEqual({ written, from, target, pauses, due: expected });
      }
    }
    expect(judged).toBeGreaterThan(CASES / CHANGES.length / 2);
  });
});

/** As a ticket does it: a clock that is paused and resumed, unless it is due before. In minutes after `begin`. */
function dueThrough(time: WorkingTime, begin: number, from: number, target: number, pauses: readonly [number, number][]): number {
  const at = (minute: number): number => begin + minute * MINUTE;
  let state = startedAt(at(from), target * MINUTE);
  for (const [stop, go] of pauses) {
    if ((dueAt(state, time) ?? Infinity) <= at(stop)) break;
    state = resumed(paused(state, at(stop), time), at(go));
  }
  return ((dueAt(state, time) ?? NaN) - begin) / MINUTE;
}
