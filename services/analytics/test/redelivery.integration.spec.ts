import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accountHandOffChanged, audienceFrozen, behaviourRecorded, bucketOf, campaignLaunched, campaignStateChanged, contactsAdvanced, deliveriesAssigned, deliveriesSettled,
  ticketChanged, ticketOpened, type EventContract, type PayloadOf,
} from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { analytics } from '../src/index.ts';
import { aChange, aDeed, aFreeze, aHandOff, aLaunch, assigned, aTicket, behaviour, LAUNCH, settled } from './builders.ts';

const campaignId = randomUUID();
const segmentId = randomUUID();
const contactId = randomUUID();
const ticket = aTicket({ contactId });
const handOff = aHandOff();

interface Told {
  readonly contract: EventContract;
  /** The last of them is the newest. */
  readonly payloads: readonly unknown[];
}

const told = <Contract extends EventContract>(contract: Contract, ...payloads: PayloadOf<Contract>[]): Told => ({ contract, payloads });
const moved = (version: number, state: 'active' | 'goal'): PayloadOf<typeof contactsAdvanced> => ({
  bucket: bucketOf(contactId), funnelId: campaignId, moves: [{ contactId, step: 'start', state, version, at: LAUNCH }],
});
const outcomes = (kind: 'campaign' | 'funnel') =>
  settled({ kind, id: campaignId, step: kind === 'funnel' ? 'hello' : '' }, [
    { contactId, arm: 'mens', state: 'deferred', version: 2 }, { contactId, arm: 'mens', state: 'accepted', version: 3 },
  ], 1);

const STORY: readonly Told[] = [
  told(campaignLaunched, aLaunch({ campaignId, segmentId })),
  told(audienceFrozen, aFreeze({ campaignId, segmentId })),
  told(campaignStateChanged, ...(['launched', 'running', 'finished'] as const).map((state, version) => ({ campaignId, version, state, reason: null, at: LAUNCH }))),
  told(deliveriesAssigned, ...assigned(campaignId, { mens: [contactId] })),
  told(deliveriesSettled, ...outcomes('campaign'), ...outcomes('funnel')),
  told(behaviourRecorded, ...behaviour([aDeed({ contactId }), aDeed({ contactId, type: 'purchased', value: 3 })])),
  told(contactsAdvanced, moved(1, 'active'), moved(2, 'goal')),
  told(ticketOpened, ticket),
  told(ticketChanged, aChange(ticket, { version: 2, complaint: true }), aChange(ticket, { version: 3, state: 'closed' })),
  told(accountHandOffChanged, handOff, { ...handOff, version: 2, handedOff: false }),
];

describe('a redelivered event', () => {
  let service: TestService;
  let before: unknown;

  const publish = async ({ contract, payloads }: Told): Promise<void> => {
    for (const payload of payloads) await service.publish(contract, payload);
  };
  const reports = async (): Promise<unknown> => {
    await service.digested();
    return Promise.all([`campaigns/${campaignId}`, `funnels/${campaignId}`, 'tickets', 'overview'].map(async (path) => (await service.get(`/v1/reports/${path}`)).body));
  };

  beforeAll(async () => {
    service = await startTestService(analytics, { env: { EVENT_LOG_PARTITIONS: '1' } });
    for (const each of STORY) await publish(each);
    before = await reports();
  });

  afterAll(() => service.stop());

  it('had something to say the first time', () => {
    expect(before).toMatchObject([
      { state: 'finished', audience: 10, arms: [{ customers: 1, sent: 1, visits: 1, conversions: 1, spend: 3 }, {}, {}] },
      { entered: 1, goal: { contacts: 1 }, messages: [{ step: 'hello', state: 'accepted', messages: 1 }] },
      { tickets: 1, complaints: 0, states: [{ state: 'closed' }] },
      { campaigns: 1, messages: 1, behaviours: 2, handedOff: [] },
    ]);
  });

  it.each(STORY.map((each) => [each.contract.topic, each] as const))('of %s changes nothing, nor do older ones after it', async (_topic, each) => {
    await publish(each);
    await publish({ ...each, payloads: each.payloads.toReversed() });

    expect(await reports()).toEqual(before);
  });
});
