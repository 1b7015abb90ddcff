import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Rule } from '@widecast/rules';
import { startTestService, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { Chores } from '../src/upkeep/chores.ts';
import { SegmentClock } from '../src/upkeep/segment-clock.ts';
import { choices, DEEDS, type Choices } from './random-history.ts';
import { aContact, forgetEverything, membersOf, saveContacts } from './support.ts';
import { noteTaken, olderByADay, recount } from './taken-events.ts';

const HISTORIES = 3;
const STEPS = 90;
const HOUR = 3_600_000;
const CAMPAIGNS = [randomUUID(), randomUUID()] as const;

interface Deed {
  readonly eventId: string;
  readonly contact: { readonly id: string };
  readonly type: string;
  readonly occurredAt: string;
  readonly value: number | null;
  readonly campaignId: string | null;
}

let service: TestService;
/** What was ever sent, as old as it is. */
let sent: Deed[] = [];
const seen = { refused: 0, totals: 0 };

beforeAll(async () => {
  service = await startTestService(segmentation, { env: { BEHAVIOUR_KEEP_DAYS: '1', CHORES_MS: '3600000', SEGMENT_CLOCK_MS: '3600000' } });
  await noteTaken(service);
});

afterAll(() => service.stop());

function randomAsk(choice: Choices): Rule {
  const moment = { op: choice.pick(['gte', 'lt'] as const), daysFromNow: -1 - choice.below(5) };
  const measure = choice.pick<object>([
    { times: { op: choice.pick(['gte', 'eq', 'lt']), count: choice.below(5) } }, { sum: { op: choice.pick(['gte', 'lt']), value: choice.below(60) } }, { first: moment }, { last: moment },
  ]);
  const campaign = choice.below(3) === 0 ? { campaign: choice.pick(CAMPAIGNS) } : {};
  return { behaviour: choice.pick(DEEDS), ...measure, ...campaign, ...(choice.below(4) === 0 ? { within: { days: 1 + choice.below(3) } } : {}) };
}

/** Half a day away from every edge, and often older than what is kept. */
const randomDeeds = (choice: Choices, contacts: readonly string[]): Deed[] => Array.from({ length: 1 + choice.below(5) }, () => ({
  eventId: randomUUID(), contact: { id: choice.pick(contacts) }, type: choice.pick(DEEDS), occurredAt: new Date(Date.now() - (choice.below(9) * 24 + 13) * HOUR).toISOString(),
  value: choice.pick([null, 3, 12.5]), campaignId: choice.pick([null, ...CAMPAIGNS]),
}));

async function send(deeds: readonly Deed[]): Promise<void> {
  sent.push(...deeds);
  const { body } = await service.post('/v1/behaviour', { events: deeds });
  seen.refused += (body as { rejected: { field: string }[] }).rejected.filter(({ field }) => field === 'occurredAt').length;
}

async function letADayPass(): Promise<void> {
  await service.database.transaction(olderByADay);
  sent = sent.map((deed) => ({ ...deed, occurredAt: new Date(Date.parse(deed.occurredAt) - 24 * HOUR).toISOString() }));
  await service.running.app.get(SegmentClock).turn();
}

/** A rule that would miss what was let go is refused, and the segment is not there, or stays as it was. */
async function ask(choice: Choices, segments: readonly string[]): Promise<void> {
  const draft = { name: randomUUID(), rule: randomAsk(choice) };
  const kind = choice.below(4);
  if (segments.length < 3 || kind === 0) await service.post('/v1/segments', draft);
  else if (kind === 1) await service.call('DELETE', `/v1/segments/${choice.pick(segments)}`);
  else await service.call('PUT', `/v1/segments/${choice.pick(segments)}`, { body: draft });
}

async function step(choice: Choices): Promise<void> {
  const contacts = (await service.database.query<{ id: string }>('SELECT id FROM contacts ORDER BY email')).map(({ id }) => id);
  const segments = (await service.database.query<{ id: string }>('SELECT id FROM segments ORDER BY created_at')).map(({ id }) => id);
  const kind = choice.below(20);
  if (kind < 6) await send(randomDeeds(choice, contacts));
  else if (kind < 9 && sent.length > 0) await send([choice.pick(sent), choice.pick(sent)]);
  else if (kind < 12) await letADayPass();
  else if (kind < 17) await service.running.app.get(Chores).turn();
  else if (kind === 17 && contacts.length > 2) await service.post('/v1/erasures', { contactId: choice.pick(contacts) });
  else if (kind === 18) await saveContacts(service, aContact(`${randomUUID()}@gmail.com`));
  else await ask(choice, segments);
}

async function compare(): Promise<void> {
  for (const { id, rule } of await service.database.query<{ id: string; rule: Rule }>('SELECT id, rule FROM segments WHERE removed_at IS NULL')) {
    const wanted = await recount(service, rule);
    expect({ rule, members: await membersOf(service, id) }).toEqual({ rule, members: wanted });
    expect({ rule, ...((await service.post('/v1/segments/preview', { rule })).body as object) }).toMatchObject({ rule, count: wanted.length });
    const [one] = await service.database.query<{ id: string }>('SELECT id FROM contacts LIMIT 1');
    if (one) expect((await service.get(`/v1/segments/${id}/contacts/${one.id}`)).body).toMatchObject({ meets: wanted.includes(one.id) });
  }
}

it.each(Array.from({ length: HISTORIES }, (_, n) => n + 1))('rules are met as if nothing had ever been let go (%d)', async (seed) => {
  await forgetEverything(service);
  await service.database.query('TRUNCATE taken_events');
  const choice = choices(seed);
  sent = [];
  await saveContacts(service, ...[0, 1, 2, 3].map((n) => aContact(`p${n}@gmail.com`)));
  for (let n = 0; n < 6; n += 1) await ask(choice, []);

  for (let n = 0; n < STEPS; n += 1) {
    await step(choice);
    if (n % 6 === 5) await compare();
  }

  const [known] = await service.database.query<{ totals: number; orphans: number }>(
    'SELECT count(*)::int AS totals, (count(*) FILTER (WHERE contact_id NOT IN (SELECT id FROM contacts)))::int AS orphans FROM behaviour_totals');
  expect(known?.orphans).toBe(0);
  seen.totals += known?.totals ?? 0;
});

it('has let events go into totals, and refused what may be in them', () => {
  expect(seen.totals).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
});
