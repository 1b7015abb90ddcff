import { Failure } from '../failure.ts';

const HOURS = { h: 1, d: 24 } as const;

/** A moment, told as such (2027-01-01, 2027-01-01T12:00:00Z) or as a time from now (90d, 12h). */
export function expiryFrom(text: string, now = Date.now()): string {
  const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  const moment = count === undefined ? Date.parse(text) : now + Number(count) * HOURS[unit as 'd' | 'h'] * 3_600_000;
  if (Number.isNaN(moment)) throw new Failure(`"${text}" is no moment like 2027-01-01 or 90d`);
  return new Date(moment).toISOString();
}
