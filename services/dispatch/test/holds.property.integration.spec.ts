import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContactHoldChanged, Recipient } from '@widecast/contracts';
import fc from 'fast-check';
import { HoldsService } from '../src/holds/holds.service.ts';
import { aCampaign, aRecipient, launchOver, startStage, untilState, type Stage } from './builders.ts';

/** What happened to each of some contacts, oldest first, and in what order, how often and in how large lots it is told. */
const histories = fc.array(fc.array(fc.boolean(), { maxLength: 6 }), { minLength: 3, maxLength: 12 }).chain((contacts) => {
  const news = contacts.flatMap((states, contact) => states.map((held, at) => ({ contact, version: at + 1, held })));
  const doubles = fc.subarray(news);
  const told = doubles.chain((some) => fc.shuffledSubarray([...news, ...some], { minLength: news.length + some.length }));
  return fc.record({ contacts: fc.constant(contacts), told, lot: fc.integer({ min: 1, max: 5 }) });
});

describe('holds that are told late, twice and out of order', () => {
  let stage: Stage;
  let next = 0;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(() => stage.stop());

  it('keep from a campaign exactly those whose newest state is held', async () => {
    await fc.assert(fc.asyncProperty(histories, async ({ contacts, told, lot }) => {
      const people = contacts.map((): Recipient => aRecipient((next += 1)));
      const news = told.map(({ contact, version, held }): ContactHoldChanged => ({
        contactId: people[contact]?.contactId ?? '', version, held, openComplaints: held ? 1 : 0, at: new Date().toISOString(),
      }));
      const lots = Array.from({ length: Math.ceil(news.length / lot) }, (_, at) => news.slice(at * lot, (at + 1) * lot));
      await Promise.all(lots.map((some) => stage.service.running.app.get(HoldsService).change(some)));
      const free = people.filter((_, at) => contacts[at]?.at(-1) !== true).map(({ email }) => email);
      stage.sink.clear();

      const id = await aCampaign(stage.service);
      await launchOver(stage.service, id, people);
      await untilState(stage.service, id, 'finished');

      expect([...stage.sink.recipients()].toSorted()).toEqual(free.toSorted());
    }), { numRuns: 8 });
  }, 90_000);
});
