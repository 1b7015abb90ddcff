import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Transaction } from '@widecast/database';
import type { Rule } from '@widecast/rules';
import { startTestService, type TestService } from '@widecast/testing';
import { NOBODY } from '../src/audiences/audiences.repository.ts';
import { ChunkPublisher } from '../src/audiences/chunk-publisher.ts';
import { MembersJudge } from '../src/audiences/members-judge.ts';
import { segmentation } from '../src/index.ts';
import { ChangeQueue } from '../src/membership/change-queue.ts';
import { MembersRepository } from '../src/membership/members.repository.ts';
import { MovedByTime } from '../src/upkeep/moved-by-time.ts';
import { lookUpByKeys } from '../src/upkeep/plans.ts';
import { recordPlans } from './plan-recorder.ts';
import { aContact, createSegment, saveContacts } from './support.ts';

/** How the hot statements read their tables: a lost index shows. */
const GOLDEN = JSON.parse(readFileSync(join(import.meta.dirname, 'plans.json'), 'utf8')) as Record<string, string[]>;
const ACTIVE: Rule = { all: [{ behaviour: 'visited', within: { days: 30 } }, { field: 'account.tier', op: 'exists' }] };

let service: TestService;
let segmentId: string;
let contactIds: string[];

beforeAll(async () => {
  service = await startTestService(segmentation);
  contactIds = await saveContacts(service, ...Array.from({ length: 300 }, (_, n) => aContact(`u${n}@firm${n}.test`)));
  segmentId = await createSegment(service, 'all', { field: 'email', op: 'exists' });
  await service.post('/v1/behaviour', { events: contactIds.map((id, n) => ({ eventId: String(n), contact: { id }, type: 'visited', occurredAt: new Date().toISOString() })) });
  await service.database.query('ANALYZE');
});

afterAll(() => service.stop());

const HOT: Record<string, (tx: Transaction) => Promise<unknown>> = {
  'judge some contacts': (tx) => service.running.app.get(MembersRepository).judge(tx, [{ id: segmentId, rule: ACTIVE }], contactIds.slice(0, 3)),
  'take changes': (tx) => service.running.app.get(ChangeQueue).take(tx),
  'a page of members': (tx) => service.running.app.get(MembersRepository).members(tx, segmentId, { limit: 10 }),
  'whom time moves': (tx) => service.running.app.get(MovedByTime).byBehaviour(tx, { id: segmentId, rule: ACTIVE, since: '2026-01-01', until: '2026-01-02' }),
  'members of an audience': (tx) => service.running.app.get(MembersJudge).part(tx, segmentId, { after: NOBODY, limit: 3 }),
  'chunks of an audience': (tx) => service.running.app.get(ChunkPublisher).publishNext(tx, randomUUID()),
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

it('knows no plan that nobody makes', () => {
  expect(Object.keys(GOLDEN)).toEqual(Object.keys(HOT));
});
