import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { segmentMembersChanged } from '@widecast/contracts';
import type { Rule } from '@widecast/rules';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { choices, DOMAINS, randomContact, randomDeed, randomList, randomRule, type Choices } from './random-history.ts';
import { Chores } from '../src/upkeep/chores.ts';
import { SegmentClock } from '../src/upkeep/segment-clock.ts';
import { forgetEverything, importCsv, settled } from './support.ts';
import { noteTaken, olderByADay, recount } from './taken-events.ts';

const HISTORIES = 4;
const STEPS = 40;
const SEGMENTS = 8;

const YESTERDAY = (attribute: string): string => `to_char((attributes ->> '${attribute}')::timestamptz AT TIME ZONE 'UTC' - interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

interface Known {
  readonly id: string;
  readonly rule: Rule;
  readonly members: string[];
}

describe('membership', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation, { env: { BEHAVIOUR_KEEP_DAYS: '1', CHORES_MS: '3600000' } });
    await noteTaken(service);
  });

  afterAll(() => service.stop());

  const segments = async (): Promise<Known[]> => service.database.query<{ id: string; rule: Rule; members: string[] }>(
    'SELECT id, rule, ARRAY(SELECT contact_id::text FROM segment_members WHERE segment_id = s.id ORDER BY contact_id) AS members FROM segments s ORDER BY created_at',
  );
  /** Who is in each segment by what was told of it. */
  const told = async (): Promise<Map<string, Set<string>>> => {
    const members = new Map<string, Set<string>>();
    for (const { segmentId, entered, left } of await service.published(segmentMembersChanged)) {
      const inside = members.get(segmentId) ?? new Set();
      entered.forEach((id) => inside.add(id));
      left.forEach((id) => inside.delete(id));
      members.set(segmentId, inside);
    }
    return members;
  };

  async function step(choice: Choices, known: readonly string[]): Promise<void> {
    const contacts = (await service.database.query<{ id: string }>('SELECT id FROM contacts ORDER BY email')).map(({ id }) => id);
    const kind = contacts.length === 0 ? 0 : choice.below(19);
    const one = contacts[choice.below(Math.max(contacts.length, 1))] ?? '';
    if (kind < 4) await service.post('/v1/contacts', { contacts: [randomContact(choice)] });
    else if (kind < 7) await happen(randomDeed(choice, one));
    else if (kind === 10) await service.post('/v1/behaviour', { events: [lastDeed, lastDeed].filter(Boolean) });
    else if (kind === 11) await letADayPass();
    else if (kind === 12) await importCsv(service, randomList(choice), `?update=${choice.pick(['overwrite', 'fill', 'never'])}&consentSource=list`);
    else if (kind === 13) await service.call('PUT', `/v1/accounts/${await anAccount(choice)}/tier`, { body: { tier: choice.pick(['SOHO', 'ENTERPRISE', null]) } });
    else if (kind === 14) await service.post(`/v1/tier-policies/${choice.pick(['eu-2003-361-1', 'ru-209-fz-1', 'international-2'])}/choose`, {});
    else if (kind === 16) await letADayPass();
    else if (kind > 16) await service.running.app.get(Chores).turn();
    else if (kind === 15) await service.post('/v1/erasures', { contactId: one });
    else if (kind === 7) await service.post(`/v1/contacts/${one}/consents`, { granted: choice.below(2) === 0, source: 'test' });
    else if (kind === 8) await service.call('DELETE', `/v1/contacts/${one}`);
    else await changeOne(choice, known);
  }

  const anAccount = async (choice: Choices): Promise<string> =>
    (await service.database.query<{ id: string }>('SELECT id FROM accounts WHERE key = $1', [choice.pick(DOMAINS)]))[0]?.id ?? '00000000-0000-4000-8000-000000000000';
  const rolledOut = async (): Promise<boolean> => (await service.database.query('SELECT FROM tier_policies WHERE chosen AND rolled_after IS NOT NULL')).length === 0;

  let lastDeed: Record<string, unknown> | undefined;

  async function happen(deed: Record<string, unknown>): Promise<void> {
    lastDeed = deed;
    await service.post('/v1/behaviour', { events: [deed] });
  }

  /** All that has happened, the last turn of the clock too, becomes a day older. */
  async function letADayPass(): Promise<void> {
    await service.database.transaction(async (tx) => {
      await olderByADay(tx);
      await tx.query(`UPDATE contacts SET created_at = created_at - interval '1 day', attributes = attributes || CASE WHEN attributes ->> 'since' ~ '^2' THEN jsonb_build_object('since', ${YESTERDAY('since')}) ELSE '{}' END`);
      await tx.query(`UPDATE accounts SET attributes = attributes || jsonb_build_object('renewal', ${YESTERDAY('renewal')}) WHERE attributes ? 'renewal'`);
    });
    if (lastDeed) lastDeed.occurredAt = new Date(Date.parse(String(lastDeed.occurredAt)) - 86_400_000).toISOString();
    await service.running.app.get(SegmentClock).turn();
  }

  async function changeOne(choice: Choices, known: readonly string[]): Promise<void> {
    const index = choice.below(known.length);
    // Only at earlier ones: no circle.
    await service.call('PUT', `/v1/segments/${known[index]}`, { body: { name: `s${index}`, rule: randomRule(choice, known.slice(0, index)) } });
  }

  it.each(Array.from({ length: HISTORIES }, (_, n) => n + 1))('is what a full recount gives, and what was told of it, after any history (%d)', async (seed) => {
    await forgetEverything(service);
    await service.database.query('TRUNCATE taken_events');
    const choice = choices(seed);
    const known: string[] = [];
    lastDeed = undefined;
    for (let n = 0; n < SEGMENTS; n += 1) {
      const { status, body } = await service.post('/v1/segments', { name: `s${n}`, rule: randomRule(choice, known) });
      expect(status).toBe(201);
      known.push((body as { id: string }).id);
    }

    for (let n = 0; n < STEPS; n += 1) await step(choice, known);

    await waitUntil(rolledOut, { what: 'the roll-out' });
    await settled(service);
    const news = await told();
    for (const { id, rule, members } of await segments()) {
      expect({ rule, members }).toEqual({ rule, members: await recount(service, rule) });
      expect([...(news.get(id) ?? [])].toSorted()).toEqual(members);
    }
  });
});
