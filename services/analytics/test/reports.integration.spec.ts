import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accountHandOffChanged, audienceFrozen, bucketOf, campaignLaunched, contactsAdvanced, deliveriesSettled, ticketOpened } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { analytics } from '../src/index.ts';
import { aFreeze, aHandOff, after, aLaunch, aTicket, contacts, LAUNCH, NOBODY, settled, type Settled } from './builders.ts';

describe('reports', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(analytics, { env: { EVENT_LOG_PARTITIONS: '1' } });
  });

  afterAll(() => service.stop());

  beforeEach(async () => {
    await service.database.query('TRUNCATE campaigns, campaign_arms, campaign_contacts, behaviours, funnel_contacts, funnel_messages, tickets, hand_offs');
  });

  const report = async (path: string): Promise<unknown> => (await service.get(`/v1/reports/${path}`)).body;
  const campaign = async (segmentId: string, frozenAt: string, audience: number, outcomes: readonly Settled[]): Promise<string> => {
    const campaignId = randomUUID();
    await service.publish(campaignLaunched, aLaunch({ campaignId, segmentId }));
    await service.publish(audienceFrozen, aFreeze({ campaignId, segmentId, frozenAt, audience, selected: audience + 3, leftOut: { ...NOBODY, no_consent: 3 } }));
    await service.publish(deliveriesSettled, ...settled({ kind: 'campaign', id: campaignId }, outcomes));
    return campaignId;
  };

  describe('on the coverage of a segment', () => {
    it('give who was reached of who could be, with an interval', async () => {
      const segmentId = randomUUID();
      const people = contacts(8);
      await campaign(segmentId, LAUNCH, 10, people.map((contactId, index) => ({ contactId, arm: 'mens', state: index < 5 ? 'accepted' : 'held_out' })));
      await service.digested();

      const found = await report(`segments/${segmentId}/coverage`);

      expect(found).toMatchObject({ reached: 5, reachable: 10, selected: 13, leftOut: { no_consent: 3 }, coverage: 0.5 });
      expect((found as { interval: number[] }).interval.map((end) => Number(end.toFixed(4)))).toEqual([0.2366, 0.7634]);
    });

    it('add up over campaigns, each contact once, and over the latest audience', async () => {
      const segmentId = randomUUID();
      const [one = '', two = '', three = '', gone = ''] = contacts(4);
      const accepted = (...ids: string[]): Settled[] => ids.map((contactId) => ({ contactId, arm: 'mens', state: 'accepted' }));
      await campaign(segmentId, LAUNCH, 3, accepted(one, two, gone));
      await campaign(segmentId, after(1), 3, [...accepted(two), { contactId: one, arm: 'none', state: 'held_out' }, { contactId: three, arm: 'mens', state: 'suppressed' }]);
      await campaign(randomUUID(), after(2), 1, accepted(three));
      await service.digested();

      expect(await report(`segments/${segmentId}/coverage`)).toMatchObject({
        reached: 2, reachable: 3, untouched: 1, depth: [{ messages: 1, contacts: 1 }, { messages: 2, contacts: 1 }], frozenAt: after(1),
      });
    });

    it('keep to the last audience that is done while a new one is being sent', async () => {
      const segmentId = randomUUID();
      const [one = '', two = ''] = contacts(2);
      const done = await campaign(segmentId, LAUNCH, 2, [{ contactId: one, arm: 'mens', state: 'accepted' }, { contactId: two, arm: 'mens', state: 'failed' }]);
      await campaign(segmentId, after(1), 2, [{ contactId: two, arm: 'mens', state: 'accepted' }]);
      await service.digested();

      expect(await report(`segments/${segmentId}/coverage`)).toMatchObject({ campaignId: done, reached: 2, reachable: 2, coverage: 1 });
    });

    it('are not there before an audience was frozen, and the problem says why', async () => {
      const { status, body } = await service.get(`/v1/reports/segments/${randomUUID()}/coverage`);

      expect({ status, detail: (body as { detail: string }).detail }).toEqual({ status: 404, detail: expect.stringContaining('launch a campaign') });
    });
  });

  describe('on tickets', () => {
    it('count by queue, intent, language and channel', async () => {
      await service.publish(
        ticketOpened, aTicket({ queue: 'billing', complaint: true, contactId: randomUUID() }), aTicket({ queue: 'billing' }), aTicket({ language: 'ru', channel: 'api' }),
      );
      await service.digested();

      expect(await report('tickets')).toMatchObject({
        tickets: 3, complaints: 1, complaintRate: 1 / 3, fromKnownContacts: 1,
        queues: [{ queue: 'billing', tickets: 2, complaints: 1, complaintRate: 0.5 }, { queue: 'general', tickets: 1, complaints: 0 }],
        intents: [{ intent: 'question', tickets: 3 }], languages: [{ language: 'en', tickets: 2 }, { language: 'ru' }], channels: [{ channel: 'mail' }, { channel: 'api' }],
      });
    });

    it('count those of a time only where it is asked for', async () => {
      await service.publish(ticketOpened, aTicket({ at: after(-1) }), aTicket({ at: LAUNCH }), aTicket({ at: after(1) }));
      await service.digested();

      expect(await report(`tickets?since=${LAUNCH}&until=${after(1)}`)).toMatchObject({ tickets: 1 });
      expect(await report(`tickets?since=${after(9)}`)).toMatchObject({ tickets: 0, complaintRate: null, complaintInterval: null, queues: [] });
    });
  });

  describe('on a funnel', () => {
    it('give the shares of those who entered, and the messages by outcome', async () => {
      const funnelId = randomUUID();
      const [one = '', two = '', three = '', four = ''] = contacts(4);
      const move = (contactId: string, state: 'active' | 'goal' | 'exited', version: number) => ({
        bucket: bucketOf(contactId), funnelId, moves: [{ contactId, step: version === 1 ? 'start' : 'pause', state, version, at: LAUNCH }],
      });
      await service.publish(
        contactsAdvanced, move(one, 'active', 1), move(two, 'goal', 3), move(two, 'active', 2), move(three, 'exited', 2), move(four, 'active', 2),
      );
      await service.publish(deliveriesSettled, ...settled({ kind: 'funnel', id: funnelId, step: 'hello' }, [
        { contactId: one, state: 'accepted' }, { contactId: two, state: 'accepted' }, { contactId: three, state: 'suppressed' },
      ]));
      await service.digested();

      expect(await report(`funnels/${funnelId}`)).toMatchObject({
        entered: 4, active: { contacts: 2, rate: 0.5 }, goal: { contacts: 1, rate: 0.25 }, exited: { contacts: 1 }, completed: { contacts: 0, rate: 0 },
        steps: [{ step: 'pause', contacts: 1 }, { step: 'start', contacts: 1 }],
        messages: [{ step: 'hello', state: 'accepted', messages: 2 }, { step: 'hello', state: 'suppressed', messages: 1 }],
      });
    });

    it('have no rates while nobody has entered', async () => {
      expect(await report(`funnels/${randomUUID()}`)).toMatchObject({ entered: 0, goal: { contacts: 0, rate: null, interval: null } });
    });
  });

  it('give an overview, with the accounts that were handed off', async () => {
    const back = aHandOff({ tier: 'UMM' });
    await service.publish(accountHandOffChanged, aHandOff({ contacts: 2 }), aHandOff({ contacts: 5 }), back, { ...back, version: 2, handedOff: false, tier: 'SMB' });
    await service.digested();

    expect(await report('overview')).toMatchObject({ campaigns: 0, tickets: 0, handedOff: [{ tier: 'ENTERPRISE', accounts: 2, contacts: 7 }] });
  });
});
