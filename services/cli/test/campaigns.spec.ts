import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CliWorld } from './cli-world.ts';

describe('widecast for growth teams', () => {
  let world: CliWorld;

  beforeAll(async () => {
    world = await CliWorld.open();
  }, 60_000);

  afterAll(() => world.close());

  beforeEach(() => world.forget());

  it('makes, launches and pauses a campaign', async () => {
    const draft = await world.file('campaign.json', '{"name":"Spring"}');

    await world.run('campaigns', 'create', draft);
    await world.run('campaigns', 'launch', 'id 1');
    await world.run('campaigns', 'pause', 'id 1');

    expect(world.gateway.asked().map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/campaigns', 'POST /v1/campaigns/id%201/launch', 'POST /v1/campaigns/id%201/pause']);
  });

  it('makes a boxed funnel with settings', async () => {
    await world.run('funnels', 'create', 'Win back', '--boxed', 'win-back', '--set', 'segmentId=0190', 'waitDays=3', 'flag=true');

    expect(JSON.parse(world.gateway.asked()[0]?.body ?? '')).toEqual({ name: 'Win back', boxed: 'win-back', settings: { segmentId: '0190', waitDays: 3, flag: true } });
  });

  it('prints rates with their intervals', async () => {
    world.gateway.on('GET /v1/reports/campaigns/c', {
      arms: [{ arm: 'men', customers: 100, sent: 100, visits: 18, visitRate: 0.18, visitInterval: [0.12, 0.27], conversions: 1, conversionRate: 0.01, conversionInterval: [0, 0.05], spend: 5, spendPerCustomer: 0.05 }],
      lifts: [{ arm: 'men', against: 'none', metric: 'visit', difference: 0.08, interval: [0.02, 0.14], relative: 0.8 }],
    });

    const { out } = await world.run('report', 'campaign', 'c', '--visit', 'visited');

    expect(out).toContain('18.00 %');
    expect(out).toContain('12.00 % … 27.00 %');
    expect(out).toContain('men against none');
  });

  it('prints the coverage of areas with counts, reasons and intervals, and what repeated messages bring', async () => {
    const area = { accounts: 2, contacts: 4, reachable: 3, touched: 1, untouched: 2, coverage: 1 / 3, interval: [0.06, 0.79], saturation: 0, saturationInterval: [0, 0.56], depth: [{ messages: 0, contacts: 2 }, { messages: 1, contacts: 1 }], leftOut: { no_consent: 1, upper_tier: 0 } };
    const touch = { touch: 2, contacts: 9, answered: 1, rate: 0.11, interval: [0.02, 0.43], firstRate: 0.22, firstInterval: [0.06, 0.55], difference: -0.11, differenceInterval: [-0.4, 0.2] };
    world.gateway.on('GET /v1/reports/coverage', { total: area, areas: [{ region: 'South', ...area }], moreAreas: 3, answers: { touches: [touch] } });

    const { out } = await world.run('report', 'coverage', '--by', 'region', '--days', '90');

    expect(world.gateway.asked()[0]?.url).toBe('/v1/reports/coverage?by=region&days=90');
    for (const part of ['South', '33.33 %', '6.00 % … 79.00 %', '2 / 1', 'no_consent 1', 'and 3 more areas', '-40.00 % … 20.00 %']) expect(out).toContain(part);
  });

  it('shows lists as tables for people and as they are for programs', async () => {
    const segments = [{ id: 'a', name: 'Small', members: 12, revision: 3 }, { id: 'bcd', name: 'All', members: 40_000, revision: 1 }];
    world.gateway.on('GET /v1/segments', { segments });

    const people = await world.run('segments', 'list', '--key', 'wck_given');
    const programs = await world.run('--json', 'segments', 'list');

    expect(people.out).toBe('id   name   members  revision\na    Small  12       3\nbcd  All    40000    1\n');
    expect(JSON.parse(programs.out)).toEqual({ segments });
    expect(world.gateway.asked()[0]?.headers.authorization).toBe('Bearer wck_given');
  });

  it('makes a segment from a rule on the command line, and lists its members', async () => {
    world.gateway.on('GET /v1/segments/s/members', { contactIds: ['a', 'b'], after: 'b' });

    await world.run('segments', 'create', 'active', '--rule', '{"behaviour":"visited"}');
    const members = await world.run('segments', 'members', 's', '--limit', '2');

    const [made, asked] = world.gateway.asked();
    expect(JSON.parse(made?.body ?? '')).toEqual({ name: 'active', rule: { behaviour: 'visited' } });
    expect([asked?.url, members.out]).toEqual(['/v1/segments/s/members?limit=2', 'a\nb\n']);
  });

  it('names the settings of ready-made funnels, not their schema', async () => {
    world.gateway.on('GET /v1/funnels/boxed', { boxed: [{ key: 'win-back', name: 'Win back', summary: 'Two messages', settings: { properties: { segmentId: {}, goal: {} }, required: ['segmentId'] } }] });

    expect((await world.run('funnels', 'boxed')).out).toBe('key       name      settings          summary\nwin-back  Win back  segmentId*, goal  Two messages\n');
  });

  it.each([
    [['accounts', 'list', '--handed-off', '--tier', 'UMM'], 'GET /v1/accounts?limit=50&handedOff=true&tier=UMM'], [['accounts', 'show', 'a'], 'GET /v1/accounts/a'],
    [['campaigns', 'deliveries', 'c', '--state', 'held'], 'GET /v1/campaigns/c/deliveries?limit=100&state=held'], [['suppressions', 'list'], 'GET /v1/suppressions?limit=100'],
    [['suppressions', 'add', 'a@b.test', '--reason', 'asked'], 'POST /v1/suppressions {"email":"a@b.test","reason":"asked"}'], [['suppressions', 'remove', 'a@b.test'], 'DELETE /v1/suppressions/a%40b.test'],
    [['mailbox', 'list'], 'GET /v1/mailbox?limit=50'], [['mailbox', 'show', '7'], 'GET /v1/mailbox/7'], [['brands', 'remove', 'b'], 'DELETE /v1/brands/b'],
    [['segments', 'remove', 's'], 'DELETE /v1/segments/s'], [['funnels', 'contacts', 'f', '--state', 'goal'], 'GET /v1/funnels/f/contacts?limit=100&state=goal'],
    [['funnels', 'activate', 'f', '--include-members'], 'POST /v1/funnels/f/activate {"includeMembers":true}'], [['report', 'overview'], 'GET /v1/reports/overview'],
    [['report', 'coverage', 's'], 'GET /v1/reports/segments/s/coverage'], [['report', 'coverage', '--by', 'tier', '--csv'], 'GET /v1/reports/coverage/export?by=tier'],
    [['segments', 'reach', 's', '--fields', 'name,plan'], 'GET /v1/segments/s/reach?fields=name,plan'], [['consents', 'request', 'r'], 'GET /v1/consent-requests/r'],
    [['accounts', 'attach', 'a', 'b'], 'PUT /v1/accounts/a/parent {"parentId":"b"}'], [['accounts', 'attach', 'a', 'lists'], 'DELETE /v1/accounts/a/parent'],
    [['accounts', 'list', '--withheld'], 'GET /v1/accounts?limit=50&massTreatment=false'],
    [['contacts', 'consent', 'c', 'withdrawn', '--source', 'phone'], 'POST /v1/contacts/c/consents {"granted":false,"source":"phone"}'], [['contacts', 'forget', 'c'], 'DELETE /v1/contacts/c'],
  ])('asks the API what %j means', async (args, wanted) => {
    expect(await world.run(...args)).toMatchObject({ status: 0, problem: '' });

    const [path, query] = (world.askedFor()[0] ?? '').split('?');
    const [wantedPath, wantedQuery] = wanted.split('?');
    expect([path, Object.fromEntries(new URLSearchParams(query))]).toEqual([wantedPath, Object.fromEntries(new URLSearchParams(wantedQuery))]);
  });
});
