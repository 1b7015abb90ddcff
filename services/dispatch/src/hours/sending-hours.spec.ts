import { describe, expect, it } from '@jest/globals';
import { closedAt, isZone, neverOpens, type SendingHours } from './sending-hours.ts';

const at = (text: string): number => Date.parse(text);
const opensAt = (now: string, zone: string, hours: Partial<SendingHours>): string | undefined => {
  const closed = closedAt(at(now), zone, { window: null, quiet: null, ...hours });
  return closed && new Date(closed.opensAt).toISOString();
};
const NIGHT = { quiet: { from: '21:00', until: '08:00' } };
const OFFICE = { window: { from: '09:00', until: '18:00', days: [1, 2, 3, 4, 5] } };

describe('sending hours', () => {
  it('are those of the contact, wherever the machine is', () => {
    expect(opensAt('2026-01-15T20:30:00Z', 'Europe/London', NIGHT)).toBeUndefined();
    expect(opensAt('2026-01-15T20:30:00Z', 'Europe/Berlin', NIGHT)).toBe('2026-01-16T07:00:00.000Z');
    expect(opensAt('2026-01-15T20:30:00Z', 'Asia/Kolkata', NIGHT)).toBe('2026-01-16T02:30:00.000Z');
    expect(opensAt('2026-01-15T20:30:00Z', 'America/Los_Angeles', NIGHT)).toBeUndefined();
  });

  it('begin and end with the minute', () => {
    const closed = (time: string): boolean => opensAt(`2026-01-15T${time}Z`, 'UTC', NIGHT) !== undefined;
    expect(['20:59:59', '21:00:00', '07:59:59', '08:00:00'].map(closed)).toEqual([false, true, true, false]);
  });

  it('follow the clock on the wall when summer time begins and ends', () => {
    // Berlin: 2026-03-29 02:00 becomes 03:00, 2026-10-25 03:00 becomes 02:00; Moscow has no summer time.
    expect(opensAt('2026-03-28T22:00:00Z', 'Europe/Berlin', NIGHT)).toBe('2026-03-29T06:00:00.000Z');
    expect(opensAt('2026-03-27T22:00:00Z', 'Europe/Berlin', NIGHT)).toBe('2026-03-28T07:00:00.000Z');
    expect(opensAt('2026-10-24T22:00:00Z', 'Europe/Berlin', NIGHT)).toBe('2026-10-25T07:00:00.000Z');
    expect(opensAt('2026-03-28T22:00:00Z', 'Europe/Moscow', NIGHT)).toBe('2026-03-29T05:00:00.000Z');
    // New York changes weeks earlier: 2026-03-08.
    expect(opensAt('2026-03-08T05:30:00Z', 'America/New_York', NIGHT)).toBe('2026-03-08T12:00:00.000Z');
  });

  it('that begin at a time which is skipped begin when the clock jumps, and at the first of two', () => {
    const early = { window: { from: '02:30', until: '05:00' } };
    expect(opensAt('2026-03-29T00:00:00Z', 'Europe/Berlin', early)).toBe('2026-03-29T01:00:00.000Z');
    // Santiago: 2026-09-06 00:00 becomes 01:00, and the quarter of an hour that is left is not missed; Lord Howe: 02:00 becomes 02:30.
    const late = { window: { from: '00:15', until: '22:30' }, quiet: { from: '01:15', until: '23:00' } };
    expect(opensAt('2026-09-05T16:00:00Z', 'America/Santiago', late)).toBe('2026-09-06T04:00:00.000Z');
    expect(opensAt('2026-10-03T14:00:00Z', 'Australia/Lord_Howe', { quiet: { from: '21:00', until: '02:15' } })).toBe('2026-10-03T15:30:00.000Z');
    expect(opensAt('2026-10-24T23:00:00Z', 'Europe/Berlin', early)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('have days, and the night after a day belongs to it', () => {
    expect(opensAt('2026-01-16T17:00:01Z', 'Europe/Berlin', OFFICE)).toBe('2026-01-19T08:00:00.000Z');
    const fridayNight = { window: { from: '20:00', until: '02:00', days: [5] } };
    expect(opensAt('2026-01-17T00:30:00Z', 'UTC', fridayNight)).toBeUndefined();
    expect(opensAt('2026-01-18T00:30:00Z', 'UTC', fridayNight)).toBe('2026-01-23T20:00:00.000Z');
  });

  it('of brand and campaign hold both', () => {
    expect(opensAt('2026-01-15T06:00:00Z', 'UTC', { ...NIGHT, window: { from: '07:00', until: '20:00' } })).toBe('2026-01-15T08:00:00.000Z');
    expect(closedAt(at('2026-01-15T20:30:00Z'), 'UTC', { ...NIGHT, ...OFFICE })).toMatchObject({ reason: 'sending_window', opensAt: at('2026-01-16T09:00:00Z') });
    // Hours that never meet are looked at again the day after.
    expect(opensAt('2026-01-15T22:00:00Z', 'UTC', { ...NIGHT, window: { from: '22:00', until: '23:00' } })).toBe('2026-01-16T22:00:00.000Z');
  });

  it('never open at a moment at which they are closed, in any zone on any hour of a year', () => {
    const hours = { quiet: { from: '20:15', until: '07:45' }, window: { from: '09:30', until: '17:00', days: [1, 2, 4, 6] } };
    for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca']) {
      for (let now = at('2026-01-01T00:00:00Z'); now < at('2027-01-01T00:00:00Z'); now += 101 * 3600_000) {
        const closed = closedAt(now, zone, hours);
        if (!closed) continue;
        expect(closed.opensAt).toBeGreaterThan(now);
        expect(closedAt(closed.opensAt, zone, hours)).toBeUndefined();
        expect(closedAt(closed.opensAt - 1000, zone, hours)).toBeDefined();
      }
    }
  });

  it('that never open are known', () => {
    const never = (hours: Partial<SendingHours>): boolean => neverOpens(at('2026-01-15T20:30:00Z'), 'Europe/Berlin', { window: null, quiet: null, ...hours });
    expect(never({ window: { from: '22:00', until: '07:00' }, ...NIGHT })).toBe(true);
    expect(never({ window: { from: '22:00', until: '08:01', days: [6] }, ...NIGHT })).toBe(false);
    expect([never({ ...OFFICE, ...NIGHT }), never(NIGHT), never({})]).toEqual([false, false, false]);
  });

  it('know a time zone of IANA from anything else', () => {
    expect(['Europe/Berlin', 'UTC', 'Mars/Phobos', '', 'berlin'].map(isZone)).toEqual([true, true, false, false, false]);
  });
});
