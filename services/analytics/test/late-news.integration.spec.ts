import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audienceFrozen, behaviourRecorded, campaignLaunched, deliveriesAssigned, deliveriesSettled, ticketChanged, ticketOpened } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import type { CampaignReport } from '../src/campaign-report/campaign-report.ts';
import { analytics } from '../src/index.ts';
import { aChange, aDeed, aFreeze, after, aLaunch, assigned, aTicket, behaviour, contacts, settled } from './builders.ts';

describe('reports while a campaign runs', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(analytics, { env: { EVENT_LOG_PARTITIONS: '1' } });
  });

  afterAll(() => service.stop());

  const report = async (campaignId: string): Promise<CampaignReport> => {
    const { status, body } = await service.get(`/v1/reports/campaigns/${campaignId}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as CampaignReport;
  };
  const launched = async (): Promise<string> => {
    const launch = aLaunch();
    await service.publish(campaignLaunched, launch);
    await service.publish(audienceFrozen, aFreeze({ campaignId: launch.campaignId, segmentId: launch.segmentId, audience: 6, selected: 6 }));
    return launch.campaignId;
  };
  const bought = (contactId: string, value: number, campaignId?: string) => aDeed({ contactId, type: 'purchased', value, ...(campaignId ? { campaignId } : {}) });

  it('divide by all who were assigned, settled or not, in whatever order that is told', async () => {
    const campaignId = await launched();
    const [m1 = '', m2 = '', m3 = '', m4 = '', n1 = '', n2 = ''] = contacts(6);
    const source = { kind: 'campaign', id: campaignId } as const;

    await service.publish(deliveriesSettled, ...settled(source, [{ contactId: m1, arm: 'mens', state: 'accepted' }, { contactId: n1, arm: 'none', state: 'held_out' }]));
    await service.publish(deliveriesAssigned, ...assigned(campaignId, { mens: [m1, m2, m3, m4], none: [n1, n2] }));
    await service.publish(deliveriesSettled, ...settled(source, [{ contactId: m2, arm: null, state: 'failed' }]));
    await service.publish(behaviourRecorded, ...behaviour([aDeed({ contactId: m1 }), aDeed({ contactId: m3 })]));
    await service.digested();

    const { arms, ledger, withoutArm } = await report(campaignId);
    expect(arms).toMatchObject([{ customers: 4, sent: 1, visits: 2, visitRate: 0.5 }, { customers: 0 }, { customers: 2, visits: 0 }]);
    expect(ledger).toMatchObject({ audience: 6, assigned: 6, unsettled: 3, states: { accepted: 1, failed: 1, held_out: 1, pending: 0 } });
    expect(withoutArm).toBe(0);
  });

  it('count what names a campaign for that campaign alone', async () => {
    const [first, second] = [await launched(), await launched()];
    const [one = ''] = contacts(1);
    for (const id of [first, second]) await service.publish(deliveriesAssigned, ...assigned(id, { mens: [one] }));

    await service.publish(behaviourRecorded, ...behaviour([bought(one, 5, first), bought(one, 7, second), bought(one, 1), bought(one, 90, randomUUID())]));
    await service.digested();

    expect((await report(first)).arms[0]).toMatchObject({ conversions: 1, spend: 6 });
    expect((await report(second)).arms[0]).toMatchObject({ conversions: 1, spend: 8 });
  });

  it('are given whatever values were told, and count those that are no money', async () => {
    const launch = aLaunch({ arms: [{ name: 'mens', holdOut: false, costPerMessage: 1e300 }, { name: 'none', holdOut: true, costPerMessage: 0 }] });
    const [one = '', two = ''] = contacts(2);
    await service.publish(campaignLaunched, launch);
    await service.publish(deliveriesSettled, ...settled({ kind: 'campaign', id: launch.campaignId }, [{ contactId: one, arm: 'mens', state: 'accepted' }, { contactId: two, arm: 'mens', state: 'accepted' }]));

    await service.publish(behaviourRecorded, ...behaviour([bought(one, 1e200), bought(one, -1e308), bought(one, 12), bought(two, 1e12), bought(two, 5e-324)]));
    await service.digested();

    const { arms: [arm] } = await report(launch.campaignId);
    expect(arm).toMatchObject({ conversions: 2, spend: 1e12 + 12, absurdValues: 2, cost: 2e12, costPerConversion: 1e12 });
    expect(arm?.spendInterval).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('know tickets as they are now, also where a change is heard of before the opening', async () => {
    await service.database.query('TRUNCATE tickets');
    const [closed, worse, late] = [aTicket(), aTicket({ queue: 'billing' }), aTicket()];

    await service.publish(ticketOpened, closed, worse);
    await service.publish(ticketChanged, aChange(late, { version: 3, state: 'closed' }), aChange(late, { version: 2, complaint: true }));
    await service.publish(ticketChanged, aChange(closed, { state: 'closed' }), aChange(worse, { version: 4, complaint: true, contactId: randomUUID(), at: after(3) }), aChange(worse, { version: 3, state: 'closed' }));
    await service.digested();
    expect((await service.get('/v1/reports/tickets')).body).toMatchObject({ tickets: 2 });

    await service.publish(ticketOpened, late);
    await service.digested();
    expect((await service.get('/v1/reports/tickets')).body).toMatchObject({
      tickets: 3, complaints: 1, fromKnownContacts: 1,
      states: [{ state: 'closed', tickets: 2, complaints: 0 }, { state: 'open', tickets: 1, complaints: 1 }],
      queues: [{ queue: 'general', tickets: 2 }, { queue: 'billing', tickets: 1, complaints: 1 }], channels: [{ channel: 'mail', tickets: 3 }],
    });
  });

  it('refuse questions that no database can answer', async () => {
    const campaignId = await launched();

    expect((await service.get(`/v1/reports/campaigns/${campaignId}?visit=%00`)).status).toBe(422);
    expect((await service.get('/v1/reports/tickets?since=0000-01-01T00:00:00Z')).status).toBe(422);
  });
});
