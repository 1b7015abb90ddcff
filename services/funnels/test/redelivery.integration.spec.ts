import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  behaviourRecorded, contactsChanged, contactUnsubscribed, deliveriesSettled, segmentMembersChanged, type EventContract, type PayloadOf,
} from '@widecast/contracts';
import { aDefinition, behaviour, contacts, known, membersChanged, settled } from './builders.ts';
import { Driver } from './driver.ts';

interface Told {
  readonly contract: EventContract;
  readonly payloads: readonly unknown[];
}

const told = <Contract extends EventContract>(contract: Contract, ...payloads: PayloadOf<Contract>[]): Told => ({ contract, payloads });
const segmentId = randomUUID();
const [buyer = '', weary = '', large = '', leaver = '', stayer = ''] = contacts(5);

describe('a redelivered event', () => {
  let driver: Driver;
  let id: string;
  let before: unknown;
  let story: readonly Told[];

  const publish = async ({ contract, payloads }: Told): Promise<void> => {
    for (const payload of payloads) await driver.service.publish(contract, payload);
  };
  const everything = async (): Promise<unknown> => {
    const { counts, messages } = await driver.view(id);
    return { counts, messages, moves: await driver.movesOf(id), requested: await driver.requested(id) };
  };

  beforeAll(async () => {
    driver = await Driver.start();
    id = await driver.activated(aDefinition({ trigger: { entered: segmentId }, exit: { leftSegment: true } }));
    story = [
      told(segmentMembersChanged, ...membersChanged({ segmentId, revision: 1, entered: [buyer, weary, large, leaver, stayer] }), ...membersChanged({ segmentId, revision: 2, left: [leaver] })),
      told(behaviourRecorded, behaviour(buyer, 'purchased', new Date(Date.now() + 60_000))),
      told(contactUnsubscribed, { contactId: weary, source: { kind: 'funnel', id, step: 'hello' }, at: new Date().toISOString() }),
      told(contactsChanged, known(large, 1), known(large, 2, { massTreatment: false })),
      told(
        deliveriesSettled, settled({ funnelId: id, step: 'hello', contactId: stayer, state: 'deferred', version: 2 }),
        settled({ funnelId: id, step: 'hello', contactId: stayer, state: 'accepted', version: 3 }),
      ),
    ];
    for (const each of story) {
      await publish(each);
      await driver.until(id, 'the entries', ({ counts }) => counts.active + counts.goal + counts.exited === 5);
    }
    await driver.until(id, 'all news', ({ counts, messages }) => counts.goal === 1 && counts.exited === 3 && counts.steps['pause'] === 1 && messages['hello']?.['accepted'] === 1);
    before = await everything();
  }, 30_000);

  afterAll(() => driver.service.stop());

  it.each([segmentMembersChanged, behaviourRecorded, contactUnsubscribed, contactsChanged, deliveriesSettled].map(({ topic }) => [topic]))(
    'of %s changes nothing, nor do older ones after it', async (topic) => {
      const each = story.find(({ contract }) => contract.topic === topic) ?? told(segmentMembersChanged);
      await publish({ ...each, payloads: [...each.payloads, ...each.payloads.toReversed()] });
      await driver.service.digested();
      expect(await everything()).toEqual(before);
    },
  );
});
