import { DateTime, IANAZone } from 'luxon';

/** Wall-clock times like 09:00; where `from` is the later one the span passes midnight. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

/** When promotions may leave, in the contact's own time. */
export interface SendingHours {
  /** Of the campaign: inside of it; `days` are those of ISO 8601, 1 is Monday, all where absent. */
  readonly window: (Span & { readonly days?: readonly number[] | undefined }) | null;
  /** Of the brand: outside of them. */
  readonly quiet: Span | null;
}

export interface Closed {
  readonly reason: 'quiet_hours' | 'sending_window';
  /** When it opens again, in ms since the epoch. */
  readonly opensAt: number;
}

/** A week, and a day for clocks that are changed. */
const DAYS_AHEAD = 8;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Undefined where promotions may leave now. Summer time is the zone's own: 09:00 is what the clock on the contact's wall shows. */
export function closedAt(now: number, zone: string, hours: SendingHours): Closed | undefined {
  const reason = whyClosed(now, zone, hours);
  return reason && { reason, opensAt: nextOpening(now, zone, hours) };
}

/** There is no moment of a week in which promotions may leave. */
export function neverOpens(now: number, zone: string, hours: SendingHours): boolean {
  const closed = closedAt(now, zone, hours);
  return closed !== undefined && whyClosed(closed.opensAt, zone, hours) !== undefined;
}

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

function whyClosed(at: number, zone: string, { window, quiet }: SendingHours): Closed['reason'] | undefined {
  const local = DateTime.fromMillis(at, { zone });
  const minute = local.hour * 60 + local.minute;
  if (quiet !== null && isInside(minute, quiet)) return 'quiet_hours';
  if (window !== null && !(isInside(minute, window) && isOnDay(local.weekday, minute, window))) return 'sending_window';
  return undefined;
}

function nextOpening(now: number, zone: string, hours: SendingHours): number {
  const today = DateTime.fromMillis(now, { zone });
  const opening = [hours.quiet?.until, hours.window?.from].flatMap((time) => (time === undefined ? [] : [minutesOf(time)]));
  const candidates: number[] = [];
  for (let day = 0; day <= DAYS_AHEAD; day += 1) {
    for (const minute of opening) {
      const at = today.plus({ days: day }).startOf('day').set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
      // Where the clock shows a time twice, the first of them counts; where it jumps over it, at a full hour, the jump.
      candidates.push(at - HOUR, at - (minute % 60) * MINUTE, at);
    }
  }
  return candidates.toSorted((a, b) => a - b).find((at) => at > now && whyClosed(at, zone, hours) === undefined) ?? now + DAY;
}

function isInside(minute: number, span: Span): boolean {
  const [from, until] = [minutesOf(span.from), minutesOf(span.until)];
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** The part after midnight belongs to the day on which the span began. */
function isOnDay(weekday: number, minute: number, { from, until, days }: NonNullable<SendingHours['window']>): boolean {
  if (days === undefined) return true;
  const beganYesterday = minutesOf(from) > minutesOf(until) && minute < minutesOf(until);
  return days.includes(beganYesterday ? ((weekday + 5) % 7) + 1 : weekday);
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
