import { z } from 'zod';
import { isZone } from './sending-hours.ts';

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:00');
const ends = ({ from, until }: { from: string; until: string }): boolean => from !== until;
const SAME = { error: 'begins and ends at the same time', path: ['until'] };

export const quietHours = z.strictObject({ from: time, until: time }).refine(ends, SAME).meta({ examples: [{ from: '21:00', until: '08:00' }] });
export const sendingWindow = z.strictObject({
  from: time, until: time, days: z.array(z.int().min(1).max(7)).min(1).optional().describe('1 is Monday; all days where absent'),
}).refine(ends, SAME).meta({ examples: [{ from: '09:00', until: '18:00', days: [1, 2, 3, 4, 5] }] });

/** The name of an attribute that holds one. */
export const zoneField = z.string().min(1).max(200);

export const timeZone = z.string().max(100).refine(isZone, 'must be a time zone of IANA, like Europe/Berlin').meta({ examples: ['Europe/Berlin'] });
