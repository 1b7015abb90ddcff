import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audienceFrozen, behaviourRecorded, campaignLaunched, campaignStateChanged, deliveriesSettled } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import type { CampaignReport } from '../src/campaign-report/campaign-report.ts';
import { analytics } from '../src/index.ts';
import { aDeed, aFreeze, after, aLaunch, behaviour, contacts, LAUNCH, NOBODY, settled } from './builders.ts';

describe('report of a campaign', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(analytics, { env: { EVENT_LOG_PARTITIONS: '1' } });
  });

  afterAll(() => service.stop());

  const report = async (campaignId: string, query = ''): Promise<CampaignReport> => {
    const { status, body } = await service.get(`/v1/reports/campaigns/${campaignId}${query}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as CampaignReport;
  };

  it('equals the truth counted by hand', async () => {
    const launch = aLaunch();
    const [m1 = '', m2 = '', m3 = '', m4 = '', w1 = '', w2 = '', n1 = '', n2 = ''] = contacts(8);
    const source = { kind: 'campaign', id: launch.campaignId } as const;

    await service.publish(campaignLaunched, launch);
    await service.publish(audienceFrozen, aFreeze({ campaignId: launch.campaignId, segmentId: launch.segmentId, selected: 11, leftOut: { ...NOBODY, upper_tier: 2, no_consent: 1 }, audience: 8 }));
    await service.publish(campaignStateChanged, { campaignId: launch.campaignId, version: 3, state: 'finished', reason: null, at: after(0.1) });
    await service.publish(deliveriesSettled, ...settled(source, [
      { contactId: m1, arm: 'mens', state: 'accepted' }, { contactId: m2, arm: 'mens', state: 'accepted' },
      { contactId: m3, arm: 'mens', state: 'accepted' }, { contactId: m4, arm: 'mens', state: 'suppressed' },
      { contactId: w1, arm: 'womens', state: 'accepted' }, { contactId: w2, arm: 'womens', state: 'failed' },
      { contactId: n1, arm: 'none', state: 'held_out' }, { contactId: n2, arm: 'none', state: 'held_out' },
    ]));
    await service.publish(behaviourRecorded, ...behaviour([
      aDeed({ contactId: m1 }), aDeed({ contactId: m1, occurredAt: after(2) }),
      aDeed({ contactId: m2, occurredAt: LAUNCH }),
      aDeed({ contactId: m4 }),
      aDeed({ contactId: m1, type: 'purchased', value: 29.99 }), aDeed({ contactId: m1, type: 'purchased', value: 0.02 }),
      aDeed({ contactId: m2, type: 'purchased', value: 10 }),
      aDeed({ contactId: w1, type: 'purchased', value: null }),
      aDeed({ contactId: w2, occurredAt: after(-0.001) }), aDeed({ contactId: w2, type: 'purchased', value: 99, occurredAt: after(14) }),
      aDeed({ contactId: n1, occurredAt: after(13.999) }), aDeed({ contactId: n2, type: 'opened' }),
      aDeed(),
    ]));
    await service.digested();

    const found = await report(launch.campaignId);
    expect(found).toMatchObject({
      name: 'Spring', state: 'finished', launchedAt: LAUNCH, countedUntil: after(14), selected: 11, audience: 8,
      leftOut: { upper_tier: 2, no_consent: 1 }, withoutArm: 0,
      arms: [
        { arm: 'mens', holdOut: false, customers: 4, sent: 3, visits: 3, visitRate: 0.75, conversions: 2, conversionRate: 0.5, spend: 40.01, cost: 0.03 },
        { arm: 'womens', holdOut: false, customers: 2, sent: 1, visits: 0, visitRate: 0, conversions: 1, conversionRate: 0.5, spend: 0, cost: 0.02 },
        { arm: 'none', holdOut: true, customers: 2, sent: 0, visits: 1, visitRate: 0.5, conversions: 0, conversionRate: 0, spend: 0, cost: 0 },
      ],
      ledger: { audience: 8, unsettled: 0, states: { accepted: 4, suppressed: 1, failed: 1, held_out: 2, pending: 0 } },
    });
    // Wilson for 3 of 4, Newcombe for 3/4 - 1/2, as the published formulas give them.
    expect(found.arms[0]?.visitInterval?.map((end) => Number(end.toFixed(4)))).toEqual([0.3006, 0.9544]);
    expect(found.arms[0]?.spendPerCustomer).toBeCloseTo(10.0025, 10);
    expect(found.lifts.map(({ arm, against, metric }) => `${arm}-${against} ${metric}`)).toEqual([
      'mens-none visit', 'mens-none conversion', 'womens-none visit', 'womens-none conversion', 'mens-womens visit', 'mens-womens conversion',
    ]);
    expect(found.lifts[0]).toMatchObject({ difference: 0.25, relative: 0.5 });
    expect(found.lifts[1]).toMatchObject({ difference: 0.5, relative: null, relativeInterval: null });
    expect(found.spendDifferences[0]).toMatchObject({ arm: 'mens', against: 'none' });
    expect(found.spendDifferences[0]?.difference).toBeCloseTo(10.0025, 10);
  });

  it('counts other types of behaviour where it is asked to', async () => {
    const launch = aLaunch();
    const [one = ''] = contacts(1);

    await service.publish(campaignLaunched, launch);
    await service.publish(deliveriesSettled, ...settled({ kind: 'campaign', id: launch.campaignId }, [{ contactId: one, arm: 'mens', state: 'accepted' }]));
    await service.publish(behaviourRecorded, ...behaviour([aDeed({ contactId: one, type: 'signed up', value: 7 })]));
    await service.digested();

    const { arms } = await report(launch.campaignId, '?visit=opened&conversion=signed%20up');
    expect(arms[0]).toMatchObject({ visits: 0, conversions: 1, spend: 7 });
  });

  it('has no rate where there is nobody to divide by', async () => {
    const launch = aLaunch();
    await service.publish(campaignLaunched, launch);
    await service.digested();

    const { arms, lifts, ledger } = await report(launch.campaignId);

    expect(arms).toHaveLength(3);
    expect(arms[0]).toMatchObject({ customers: 0, visitRate: null, visitInterval: null, spendPerCustomer: null, spendInterval: null, spend: 0 });
    expect(lifts[0]).toMatchObject({ difference: null, interval: null, relative: null, relativeInterval: null });
    expect(ledger).toMatchObject({ audience: null, unsettled: null });
  });

  it('lets the later version of a delivery win, whichever comes first', async () => {
    const launch = aLaunch();
    const source = { kind: 'campaign', id: launch.campaignId } as const;
    const [one = '', two = ''] = contacts(2);

    await service.publish(campaignLaunched, launch);
    await service.publish(deliveriesSettled, ...settled(source, [{ contactId: one, arm: 'mens', state: 'accepted', version: 4 }]));
    await service.publish(deliveriesSettled, ...settled(source, [{ contactId: one, arm: 'mens', state: 'deferred', version: 2 }]));
    await service.publish(deliveriesSettled, ...settled(source, [{ contactId: two, arm: 'mens', state: 'in_doubt', version: 3 }, { contactId: two, arm: 'mens', state: 'accepted', version: 5 }], 1));
    await service.digested();

    expect((await report(launch.campaignId)).arms[0]).toMatchObject({ customers: 2, sent: 2 });
  });

  it('keeps the newest state of the campaign', async () => {
    const launch = aLaunch();
    const change = { campaignId: launch.campaignId, reason: null, at: LAUNCH };

    await service.publish(campaignStateChanged, { ...change, version: 5, state: 'paused' }, { ...change, version: 4, state: 'running' });
    await service.publish(campaignLaunched, launch);
    await service.digested();

    expect((await report(launch.campaignId)).state).toBe('paused');
  });

  it('knows no report of a campaign that was never launched', async () => {
    const { status, body } = await service.get(`/v1/reports/campaigns/${randomUUID()}`);

    expect({ status, body }).toMatchObject({ status: 404, body: { title: 'Not found' } });
  });

  it('gives reports only to those who may read them', async () => {
    const { status } = await service.call('GET', `/v1/reports/campaigns/${randomUUID()}`, { scopes: ['contacts:read'] });

    expect(status).toBe(403);
  });
});
