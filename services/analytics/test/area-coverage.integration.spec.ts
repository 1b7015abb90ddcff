import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { behaviourRecorded, bucketOf, contactErasureRequested, contactsChanged, deliveriesSettled, type ContactsChanged, type DeliveryState } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { analytics } from '../src/index.ts';
import { aDeed, behaviour, contacts } from './builders.ts';

type Market = ContactsChanged['contacts'][number]['market'];

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const news = (contactId: string, market: Market, more: Partial<ContactsChanged['contacts'][number]> = {}): ContactsChanged => ({
  bucket: bucketOf(contactId), contacts: [{ contactId, version: 1, email: null, accountId: null, tier: 'SMB', massTreatment: true, advertisingConsent: true, market, ...more }],
});
const sent = (contactId: string, at: string, state: DeliveryState = 'accepted', reason: string | null = null) => ({
  bucket: bucketOf(contactId), source: { kind: 'campaign' as const, id: randomUUID(), step: '' }, outcomes: [{ contactId, arm: null, state, reason, version: 1, at }],
});

describe('coverage of the market', () => {
  let service: TestService;
  const people = contacts(8);
  const [twice = '', once = '', never = '', refused = '', broken = '', other = '', unknown = '', gone = ''] = people;
  const [firm, shop] = [randomUUID(), randomUUID()];
  const south = { region: 'South', industry: 'retail', leftOut: null } as const;

  const report = async (query = ''): Promise<Record<string, unknown>> => (await service.get(`/v1/reports/coverage${query}`)).body as Record<string, unknown>;
  const answered = (contactId: string, days: number) => behaviour([aDeed({ contactId, type: 'clicked', occurredAt: daysAgo(days) })]);

  beforeAll(async () => {
    service = await startTestService(analytics, { env: { EVENT_LOG_PARTITIONS: '1' } });
    await service.publish(contactsChanged,
      news(twice, south, { accountId: firm }), news(once, south, { accountId: firm }), news(never, south, { accountId: shop }), news(refused, { ...south, leftOut: 'no_consent' }),
      news(broken, { ...south, leftOut: 'suppressed' }, { version: 2 }), news(broken, { ...south, region: 'Old' }, { version: 1 }),
      news(other, { region: '=North', industry: 'retail', leftOut: null }, { tier: 'SOHO' }), news(unknown, { region: null, industry: null, leftOut: 'upper_tier' }, { tier: 'UMM' }),
      news(gone, null, { version: 3 }), news(gone, south, { version: 2 }));
    await service.publish(deliveriesSettled, sent(twice, daysAgo(40)), sent(twice, daysAgo(20)), sent(twice, daysAgo(1)), sent(once, daysAgo(60)), sent(refused, daysAgo(60)), sent(broken, daysAgo(60)), sent(broken, daysAgo(50), 'suppressed'));
    await service.publish(behaviourRecorded, ...answered(twice, 39), ...answered(twice, 5), ...answered(once, 59.5), ...answered(never, 3));
    await service.digested();
  });

  afterAll(() => service.stop());

  it('counts who is reachable, who is left out and why, who was touched and how often, for each area and in all', async () => {
    const { total, areas, moreAreas } = await report('?by=region');

    expect(moreAreas).toBe(0);
    expect(areas).toEqual([
      expect.objectContaining({
        region: 'South', accounts: 2, accountsTouched: 1, contacts: 5, reachable: 3, touched: 2, untouched: 1, coverage: 2 / 3, touchedLately: 1, saturation: 1 / 3, touchedLeftOut: 2, messages: 6,
        depth: [0, 1, 2, 3, 4, 5].map((messages) => ({ messages, contacts: [1, 1, 0, 1, 0, 0][messages] })),
        leftOut: expect.objectContaining({ no_consent: 1, suppressed: 1, upper_tier: 0 }),
      }),
      expect.objectContaining({ region: '=North', contacts: 1, reachable: 1, touched: 0, coverage: 0 }),
      expect.objectContaining({ region: null, contacts: 1, reachable: 0, coverage: null, interval: null, leftOut: expect.objectContaining({ upper_tier: 1 }) }),
    ]);
    expect(total).toMatchObject({ contacts: 7, reachable: 4, touched: 2, coverage: 0.5, accounts: 2 });
    expect((total as { interval: number[] }).interval.map((end) => Number(end.toFixed(3)))).toEqual([0.15, 0.85]);
  });

  it('is asked for one area, by several dimensions, and for the largest areas only', async () => {
    expect(await report('?by=tier,industry&region=South')).toMatchObject({ total: { contacts: 5 }, areas: [{ tier: 'SMB', industry: 'retail', contacts: 5 }] });
    expect(await report('?region=')).toMatchObject({ total: { contacts: 1 }, areas: [] });
    expect(await report('?by=region&limit=1')).toMatchObject({ areas: [{ region: 'South' }], moreAreas: 2 });
    expect(await report('?by=region&tier=ENTERPRISE')).toMatchObject({ total: { contacts: 0, reachable: 0, coverage: null }, areas: [], moreAreas: 0 });
    expect((await service.get('/v1/reports/coverage?by=planet')).status).toBe(422);
  });

  it('shows how the second message is answered beside the first of the same people, where there was time to answer', async () => {
    const { answers } = await report('?response=clicked&window=7');

    expect(answers).toMatchObject({
      fallsFrom: null,
      touches: [
        { touch: 1, contacts: 4, answered: 2, rate: 0.5, difference: null },
        { touch: 2, contacts: 1, answered: 0, rate: 0, firstRate: 1, difference: -1 },
      ],
    });
  });

  it('is a CSV file that no spreadsheet runs', async () => {
    const { body, headers } = await service.get('/v1/reports/coverage/export?by=region');
    const lines = String(body).split('\r\n');

    expect(headers.get('content-type')).toContain('text/csv');
    expect(lines[0]).toMatch(/^region,accounts,.*left_out_suppressed$/);
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['"South"', `"'=North"`, '""', '"total"', '']);
  });

  it('forgets who is erased', async () => {
    await service.publish(contactErasureRequested, { erasureId: randomUUID(), contactId: other, version: 9, email: null, at: daysAgo(0) });
    await service.digested();
    await service.publish(contactsChanged, news(other, south, { version: 9 }));
    await service.digested();

    expect(await report()).toMatchObject({ total: { contacts: 6 } });
  });
});
