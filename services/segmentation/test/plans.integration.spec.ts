import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Transaction } from '@widecast/database';
import type { Rule } from '@widecast/rules';
import { rowsRead, startTestService, type TestService } from '@widecast/testing';
import { AccountsRepository } from '../src/accounts/accounts.repository.ts';
import { AccountContacts } from '../src/accounts/account-contacts.ts';
import { NOBODY } from '../src/audiences/audiences.repository.ts';
import { ChunkPublisher } from '../src/audiences/chunk-publisher.ts';
import { MembersJudge } from '../src/audiences/members-judge.ts';
import { BehaviourTotalsRepository } from '../src/behaviour/behaviour-totals.repository.ts';
import { segmentation } from '../src/index.ts';
import { JoinsRepository } from '../src/joins/joins.repository.ts';
import { ChangeQueue } from '../src/membership/change-queue.ts';
import { MembersRepository } from '../src/membership/members.repository.ts';
import { UnsettledRepository } from '../src/settling/unsettled.repository.ts';
import { MovedByTime } from '../src/upkeep/moved-by-time.ts';
import { lookUpByKeys } from '../src/upkeep/plans.ts';
import { accountsOf } from '../src/writing/account-drafts.ts';
import type { ContactDraft } from '../src/writing/contact-draft.ts';
import { StagedContacts } from '../src/writing/staged-contacts.ts';
import { recordPlans } from './plan-recorder.ts';
import { aContact, createSegment, saveContacts } from './support.ts';

/** How the hot statements read their tables: a lost index shows. */
const GOLDEN = JSON.parse(readFileSync(join(import.meta.dirname, 'plans.json'), 'utf8')) as Record<string, string[]>;
const LOYAL: Rule = { any: [{ behaviour: 'visited', times: { op: 'gte', count: 9 } }, { behaviour: 'visited', last: { op: 'lt', daysFromNow: -90 } }] };
const ACTIVE: Rule = { all: [{ behaviour: 'visited', within: { days: 30 } }, { field: 'account.tier', op: 'exists' }] };

let service: TestService;
let segmentId: string;
let contactIds: string[];
let accountIds: string[];
const draft: ContactDraft = {
  place: 2, email: 'u1@firm1.test', externalId: '7', name: 'One', language: null, attributes: { city: 'Oslo' }, account: { key: null, name: null, signals: { seats: 3 } }, consent: null, told: null,
};

beforeAll(async () => {
  service = await startTestService(segmentation);
  contactIds = await saveContacts(service, ...Array.from({ length: 300 }, (_, n) => aContact(`u${n}@firm${n}.test`, { account: { signals: { tax_id: `12-${4_000_000 + n}` } } })));
  segmentId = await createSegment(service, 'all', { field: 'email', op: 'exists' });
  await service.post('/v1/behaviour', { events: contactIds.map((id, n) => ({ eventId: String(n), contact: { id }, type: 'visited', occurredAt: new Date().toISOString() })) });
  accountIds = (await service.database.query<{ id: string }>('SELECT id FROM accounts ORDER BY key LIMIT 3')).map(({ id }) => id);
  await service.database.transaction((tx) => service.running.app.get(BehaviourTotalsRepository).keep(tx, [{ type: 'visited', campaignId: null }]));
  await service.database.query('ANALYZE');
});

afterAll(() => service.stop());

const HOT: Record<string, (tx: Transaction) => Promise<unknown>> = {
  'judge some contacts': (tx) => service.running.app.get(MembersRepository).judge(tx, [{ id: segmentId, rule: ACTIVE }], contactIds.slice(0, 3)),
  'judge some contacts by all that they ever did': (tx) => service.running.app.get(MembersRepository).judge(tx, [{ id: segmentId, rule: LOYAL }], contactIds.slice(0, 3)),
  'let events go': (tx) => service.running.app.get(BehaviourTotalsRepository).fold(tx, 'visited', 30),
  'events that may be in totals': (tx) => service.running.app.get(BehaviourTotalsRepository).folded(tx, contactIds.slice(0, 3).map((contactId) => ({ contactId, type: 'visited', occurredAt: '2026-01-01T00:00:00Z', campaignId: null }))),
  'take changes': (tx) => service.running.app.get(ChangeQueue).take(tx),
  'a page of members': (tx) => service.running.app.get(MembersRepository).members(tx, segmentId, { limit: 10 }),
  'whom time moves': (tx) => service.running.app.get(MovedByTime).byBehaviour(tx, { id: segmentId, rule: ACTIVE, since: '2026-01-01', until: '2026-01-02' }),
  'members of an audience': (tx) => service.running.app.get(MembersJudge).part(tx, segmentId, { after: NOBODY, limit: 3 }),
  'chunks of an audience': (tx) => service.running.app.get(ChunkPublisher).publishNext(tx, randomUUID()),
  'accounts of a list': (tx) => service.running.app.get(AccountsRepository).holdNamed(tx, accountsOf([draft], 'overwrite')),
  'contacts of a list': async (tx) => {
    await service.running.app.get(StagedContacts).stage(tx, [draft], 'overwrite');
    await service.running.app.get(StagedContacts).merge(tx, 'overwrite', 'test');
  },
  'batches to settle': (tx) => service.running.app.get(UnsettledRepository).take(tx, 10),
  'new contacts to judge': (tx) => service.running.app.get(UnsettledRepository).takeNew(tx),
  'what tiers hang on': (tx) => service.running.app.get(AccountsRepository).signalsOf(tx, accountIds),
  'contacts of accounts': (tx) => service.running.app.get(AccountContacts).of(tx, accountIds, { except: [], most: 10 }),
  'accounts of one company': (tx) => service.running.app.get(JoinsRepository).membersOf(tx, accountIds, []),
};

it.each(Object.keys(HOT))('reads its tables as it should: %s', async (name) => {
  const read = await service.database.transaction(async (tx) => {
    // Small tables are read whole unless that is forbidden; where no index fits it happens all the same.
    await lookUpByKeys(tx);
    const recorder = recordPlans(tx);
    await HOT[name]?.(recorder.tx);
    return recorder.readings();
  });

  expect({ [name]: read }).toEqual({ [name]: GOLDEN[name] });
});

/** One statement that fills a queue, and what takes from it. */
const QUEUES: Record<string, { readonly fill: string; readonly take: (tx: Transaction) => Promise<unknown> }> = {
  segment_work: {
    fill: `INSERT INTO segment_work (contact_ids, contacts, touches) SELECT '{}', 0, '{}' FROM generate_series(1, 1500)`,
    take: (tx) => service.running.app.get(ChangeQueue).take(tx),
  },
  accounts_to_join: {
    fill: `INSERT INTO accounts_to_join (account_ids) SELECT '{}' FROM generate_series(1, 1500)`,
    take: (tx) => service.running.app.get(JoinsRepository).take(tx, 1500),
  },
};

it.each(Object.keys(QUEUES))('takes a burst row by row, also where the planner takes the table for empty: %s', async (table) => {
  const { fill = '', take } = QUEUES[table] ?? {};
  const read = await service.database.transaction(async (tx) => {
    await tx.query(fill);
    await tx.query(`SELECT pg_restore_relation_stats('schemaname', current_schema()::text, 'relname', $1::text, 'relpages', (pg_relation_size($1::regclass) / 8192)::int, 'reltuples', 1::real)`, [table]);
    return await rowsRead(tx, (db) => take?.({ ...tx, query: db.query.bind(db) }) ?? Promise.resolve());
  });

  expect(read).toBeGreaterThanOrEqual(1500);
  expect(read).toBeLessThan(20 * 1500);
});

it('finds the accounts of one company by their links, also where all links are to two domains', async () => {
  const ids = (await service.database.query<{ id: string }>('SELECT id FROM accounts ORDER BY key LIMIT 100')).map(({ id }) => id);
  const joins = service.running.app.get(JoinsRepository);
  const read = await service.database.transaction(async (tx) => {
    await tx.query('DELETE FROM account_links');
    await tx.query(`INSERT INTO account_links SELECT gen_random_uuid(), 'crowd' || n % 2 || '.test', 'domain' FROM generate_series(1, 10000) n`);
    await tx.query('ANALYZE account_links');
    return {
      members: await rowsRead(tx, (db) => joins.membersOf({ ...tx, query: db.query.bind(db) }, ids, [])),
      crowded: await rowsRead(tx, (db) => joins.crowded({ ...tx, query: db.query.bind(db) }, ids.map((_, n) => `other${n}.test`))),
    };
  });

  // A look at all links for each account would be two million.
  expect(read.members).toBeLessThan(100_000);
  expect(read.crowded).toBeLessThan(10_000);
});

it('knows no plan that nobody makes', () => {
  expect(Object.keys(GOLDEN)).toEqual(Object.keys(HOT));
});
