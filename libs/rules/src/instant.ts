const DAYS = [
  '(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])',
  '(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)',
  '02-(?:0[1-9]|1[0-9]|2[0-8])',
].join('|');
const LEAP_YEAR = '(?:[0-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,6})?)?';
const ZONE = '(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])';

/**
 * A day, or a day and a time with or without a zone, that exists in the calendar. It reads the same to JavaScript and to
 * PostgreSQL, and whatever it lets through, both can convert: PostgreSQL 15 has no cast that fails softly. It has no
 * `\d`, which depends on the locale there.
 */
export const INSTANT_PATTERN = `^(?!0000)(?:[0-9]{4}-(?:${DAYS})|${LEAP_YEAR}-02-29)(?:T${TIME}${ZONE}?)?$`;

/** The end of a text that names its zone itself; all others are in UTC. */
export const ZONED_PATTERN = `T.*${ZONE}$`;

const instant = new RegExp(INSTANT_PATTERN);
const zoned = new RegExp(ZONED_PATTERN);

export function isInstant(text: string): boolean {
  return instant.test(text);
}

/** Milliseconds since 1970 of a text that `isInstant`; a missing zone means UTC, a missing time midnight. */
export function millisecondsOf(text: string): number {
  return Date.parse(zoned.test(text) || !text.includes('T') ? text : `${text}Z`);
}

/** The same text with its zone written out, as PostgreSQL is to read it. */
export function withZone(text: string): string {
  return zoned.test(text) ? text : `${text}Z`;
}
