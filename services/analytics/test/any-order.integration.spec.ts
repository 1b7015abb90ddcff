import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accountHandOffChanged, audienceFrozen, behaviourRecorded, bucketOf, campaignLaunched, campaignStateChanged, contactsAdvanced, deliveriesAssigned, deliveriesSettled,
  ticketChanged, ticketOpened,
  type EventContract, type PayloadOf,
} from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { analytics } from '../src/index.ts';
import { aChange, aDeed, aFreeze, aHandOff, after, aLaunch, assigned, aTicket, behaviour, contacts, LAUNCH, settled, type Settled } from './builders.ts';
import { randomOf, shuffled, type Random } from './random.ts';

type Send = (service: TestService) => Promise<unknown>;

const ROUNDS = 4;
const ARMS = ['mens', 'womens', 'none'] as const;
const funnelId = randomUUID();

const sending = <Contract extends EventContract>(contract: Contract, payloads: readonly PayloadOf<Contract>[]): Send[] =>
  payloads.map((payload) => (service) => service.publish(contract, payload));

/** A campaign, what its 60 contacts did, tickets, hand-offs and a funnel: a history of several versions of most things. */
function historyOf(random: Random): { campaignId: string; segmentId: string; sends: Send[] } {
  const launch = aLaunch();
  const { campaignId, segmentId } = launch;
  const people = contacts(60);
  const armOf = (index: number): string => ARMS[index % 3] ?? 'none';
  const rows = people.flatMap((contactId, index): Settled[] => {
    const arm = armOf(index);
    if (arm === 'none') return [{ contactId, arm, state: 'held_out' }];
    return [{ contactId, arm, state: 'deferred', version: 2 }, { contactId, arm, state: random() < 0.7 ? 'accepted' : 'failed', version: 5 }];
  });
  const deeds = people.flatMap((contactId) => Array.from({ length: Math.floor(random() * 5) }, () => aDeed({
    contactId, ...(random() < 0.2 ? { campaignId: random() < 0.5 ? campaignId : randomUUID() } : {}), occurredAt: after(random() * 16 - 1), ...(random() < 0.5 ? {} : { type: 'purchased', value: Math.round(random() * 10_000) / 100 }),
  })));
  const tickets = people.slice(0, 9).map((contactId) => aTicket({ contactId, complaint: random() < 0.4 }));
  const account = randomUUID();
  const move = (contactId: string, version: number, state: 'active' | 'goal'): PayloadOf<typeof contactsAdvanced> => ({
    bucket: bucketOf(contactId), funnelId, moves: [{ contactId, step: `step-${version}`, state, version, at: LAUNCH }],
  });
  return {
    campaignId, segmentId,
    sends: [
      ...sending(campaignLaunched, [launch]),
      ...sending(audienceFrozen, [aFreeze({ campaignId, segmentId, audience: 60, selected: 60 })]),
      ...sending(campaignStateChanged, (['launched', 'running', 'finished'] as const).map((state, version) => ({ campaignId, version, state, reason: null, at: LAUNCH }))),
      ...sending(deliveriesAssigned, assigned(campaignId, Object.fromEntries(ARMS.map((arm) => [arm, people.filter((_, index) => armOf(index) === arm)])))),
      ...sending(deliveriesSettled, settled({ kind: 'campaign', id: campaignId }, rows, 3)),
      ...sending(deliveriesSettled, settled({ kind: 'funnel', id: funnelId, step: 'hello' }, rows, 3)),
      ...sending(behaviourRecorded, behaviour(deeds)),
      ...sending(contactsAdvanced, people.flatMap((contactId) => [move(contactId, 1, 'active'), move(contactId, 2, random() < 0.3 ? 'goal' : 'active')])),
      ...sending(ticketOpened, tickets),
      ...sending(ticketChanged, tickets.flatMap((ticket) => [
        aChange(ticket, { version: 2, state: 'closed' }), aChange(ticket, { version: 3, complaint: random() < 0.5, queue: random() < 0.5 ? 'billing' : 'general' }),
      ])),
      ...sending(accountHandOffChanged, [aHandOff({ accountId: account, version: 1 }), aHandOff({ accountId: account, version: 2, tier: 'UMM' }), aHandOff()]),
    ],
  };
}

describe('reports of the same events', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(analytics, { env: { EVENT_LOG_PARTITIONS: '1' } });
  });

  afterAll(() => service.stop());

  const reportsAfter = async (sends: readonly Send[], paths: readonly string[]): Promise<unknown[]> => {
    await service.database.query('TRUNCATE campaigns, campaign_arms, campaign_contacts, behaviours, funnel_contacts, funnel_messages, tickets, hand_offs');
    for (const send of sends) await send(service);
    await service.digested();
    return Promise.all(paths.map(async (path) => (await service.get(`/v1/reports/${path}`)).body));
  };

  it('are the same, in whatever order they come and however often', async () => {
    const random = randomOf(20_260_301);
    const { campaignId, segmentId, sends } = historyOf(random);
    const paths = [`campaigns/${campaignId}`, `segments/${segmentId}/coverage`, 'tickets', `funnels/${funnelId}`, 'overview'];

    const inOrder = await reportsAfter(sends, paths);

    expect(inOrder).toMatchObject([{ arms: [{ customers: 20 }, { customers: 20 }, { customers: 20, sent: 0 }] }, { reachable: 60 }, { tickets: 9 }, { entered: 60 }, { campaigns: 1 }]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const again = sends.filter(() => random() < 0.4);
      expect(await reportsAfter(shuffled([...sends, ...again], random), paths)).toEqual(inOrder);
    }
  }, 120_000);
});
