import type { Rule } from '@widecast/rules';

/** A seeded source of choices (mulberry32): the same seed makes the same history. */
export function choices(seed: number): { below: (limit: number) => number; pick: <T>(items: readonly T[]) => T } {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (items) => items[below(items.length)] as (typeof items)[number] };
}

export type Choices = ReturnType<typeof choices>;

export const CITIES = ['Oslo', 'Rome', 'Lima'] as const;
export const DEEDS = ['visited', 'bought'] as const;
export const DOMAINS = ['one.test', 'two.test', 'gmail.com'] as const;
const NAMES = ['info', 'anna', 'Sales', 'boris'] as const;
const HOUR = 3_600_000;

/** Rules look at everything that changes; `segments` are those that may be looked at. */
export function randomRule(choice: Choices, segments: readonly string[], depth = 3): Rule {
  const kind = depth === 0 ? 3 + choice.below(5) : choice.below(8);
  const children = (): Rule[] => Array.from({ length: 1 + choice.below(2) }, () => randomRule(choice, segments, depth - 1));
  if (kind === 0) return { all: children() };
  if (kind === 1) return { any: children() };
  if (kind === 2) return { not: randomRule(choice, segments, depth - 1) };
  if (kind === 3) return { consent: choice.pick(['advertising', 'tracking']), is: choice.below(2) === 0 };
  if (kind === 4) return { field: 'account.tier', op: 'in', value: ['SMB', 'SOHO'] };
  if (kind === 5 && segments.length > 0) return { segment: choice.pick(segments), is: choice.below(2) === 0 };
  return kind === 6 ? randomDeeds(choice) : choice.pick<Rule>([
    { field: 'attributes.city', op: choice.pick(['eq', 'neq']), value: choice.pick(CITIES) }, { field: 'attributes.visits', op: 'gte', value: choice.below(4) },
    { field: 'account.seats', op: 'gt', value: 100 }, { field: 'language', op: 'exists' }, { sample: 'half', to: 50 }, { field: 'createdAt', op: 'gte', daysFromNow: -1 - choice.below(3) },
    { field: 'emailKind', op: choice.pick(['eq', 'neq']), value: choice.pick(['role', 'free']) }, { field: 'email', op: choice.pick(['startsWith', 'endsWith', 'contains']), value: choice.pick(['ANNA', 'one.test', '1']) },
    { field: 'attributes.since', op: choice.pick(['gte', 'lt']), daysFromNow: choice.below(6) - 3 }, { field: 'account.renewal', op: choice.pick(['gt', 'lte']), daysFromNow: choice.below(6) - 3 },
    { field: 'attributes.tags', op: 'has', value: choice.pick(['a', 'b']) }, { field: 'account.name', op: 'contains', value: choice.pick(['firm', 'b']) }, { field: 'account.tier', op: 'exists' },
  ]);
}

function randomDeeds(choice: Choices): Rule {
  const moment = { op: choice.pick(['gte', 'lt'] as const), daysFromNow: -1 - choice.below(5) };
  const measure = choice.pick<object>([
    { times: { op: choice.pick(['gte', 'eq', 'lt']), count: choice.below(3) } }, { sum: { op: choice.pick(['gte', 'lt']), value: choice.below(20) } }, { first: moment }, { last: moment },
  ]);
  return { behaviour: choice.pick(DEEDS), ...measure, ...(choice.below(2) === 0 ? { within: { days: 1 + choice.below(4) } } : {}) };
}

const emailOf = (number: number): string => `${NAMES[number % NAMES.length]}${number < NAMES.length ? '' : number}@${DOMAINS[number % DOMAINS.length]}`;

/** At noon or midnight from now, away from every edge. */
const dayFromNow = (days: number): string => `${new Date(Date.now() + (days * 24 + 12) * HOUR).toISOString().slice(0, 19)}Z`;

export function randomContact(choice: Choices): Record<string, unknown> {
  return {
    email: emailOf(choice.below(12)),
    ...(choice.below(3) === 0 ? { externalId: choice.pick(['x1', 'x2', 'x3']) } : {}),
    ...(choice.below(2) === 0 ? { attributes: { city: choice.pick(CITIES), visits: choice.below(5), since: choice.pick([dayFromNow(-2), dayFromNow(1), 'soon', null]), tags: choice.pick([['a'], ['b', 'a'], []]) } } : {}),
    ...(choice.below(3) === 0 ? { language: 'en' } : {}),
    ...(choice.below(3) === 0 ? { consent: { granted: choice.below(3) > 0, source: 'test' } } : {}),
    ...(choice.below(3) === 0 ? { account: { name: choice.pick(['Firm A', 'B']), signals: { seats: choice.pick([3, 20, 400, 5000]), renewal: choice.pick([dayFromNow(-1), dayFromNow(2)]) } } } : {}),
  };
}

/** A CSV file of some contacts, with cells that are empty. */
export function randomList(choice: Choices): string {
  const rows = Array.from({ length: 1 + choice.below(4) }, () => {
    return [emailOf(choice.below(12)), choice.pick(['', '', 'x1', 'x3']), choice.pick(['', dayFromNow(-3), dayFromNow(2)]), choice.pick(['', ...CITIES]), choice.pick(['', '1', '3']), choice.pick(['', 'en', 'de']), choice.pick(['', 'yes', 'no']), choice.pick(['', '3', '400'])].join(',');
  });
  return `email,external_id,since,city,visits,language,consent,account.seats\n${rows.join('\n')}\n`;
}

/** Half a day away from every edge of a window, so that the moment of the recount does not matter. */
export function randomDeed(choice: Choices, contact: string): Record<string, unknown> {
  const occurredAt = new Date(Date.now() - (choice.below(6) * 24 + 12) * HOUR).toISOString();
  return { eventId: String(choice.below(1_000_000)), contact: { id: contact }, type: choice.pick(DEEDS), occurredAt, value: choice.pick([null, 3, 12.5]) };
}
