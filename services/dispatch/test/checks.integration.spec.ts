import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrand, aCampaign, aTemplate, created, startStage, type Stage } from './builders.ts';
import { startDnsServer, type DnsServer } from './dns-server.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const PUBLIC = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');

const ZONE = {
  'good.example': ['v=spf1 include:relay.example ~all'], '_dmarc.good.example': ['v=DMARC1; p=none'], 'mx:good.example': ['mail.good.example'],
  's1._domainkey.good.example': [`v=DKIM1; k=ed25519; p=${PUBLIC.slice(0, 20)} ${PUBLIC.slice(20)}`],
  's2._domainkey.good.example': [`v=DKIM1; k=ed25519; p=${PUBLIC}`], '_dmarc.rotated.example': ['v=DMARC1; p=none'],
  'rotated.example': ['v=spf1 -all'], 'new._domainkey.rotated.example': [`p=${PUBLIC}`], 'old._domainkey.rotated.example': ['v=DKIM1; k=ed25519; p=AAAA'], 'gone._domainkey.rotated.example': ['v=DKIM1; p='],
  'mail.good.example': ['unrelated', 'v=spf1 a -all'],
  'open.example': ['v=spf1 +all'], '_dmarc.open.example': ['v=spf1 -all'],
  'silent.example': ['v=spf1 -all'], '_dmarc.silent.example': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
  'vague.example': ['v=spf1 +all exp=why.vague.example'], '_dmarc.vague.example': ['v=DMARC1; rua=mailto:dmarc@vague.example'],
  'broken.example': 'broken', '_dmarc.broken.example': 'broken', 'mx:broken.example': 'broken',
} as const;

interface Check {
  readonly ready: boolean;
  readonly cost: { readonly messages: number; readonly amount: number } | null;
  readonly findings: readonly { readonly severity: string; readonly code: string; readonly about: string; readonly message: string }[];
}

describe('a look at a campaign before its launch', () => {
  let names: DnsServer;
  let stage: Stage;

  beforeAll(async () => {
    const key = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const keys = ['good.example:s1', 'good.example:s2', 'open.example:s2', 'rotated.example:new', 'rotated.example:old', 'rotated.example:gone', 'rotated.example:forgotten'];
    names = await startDnsServer(ZONE);
    stage = await startStage({ env: { DNS_SERVERS: names.address, PUBLIC_URL: 'https://mail.good.example', DKIM_KEYS: keys.map((name) => `${name}:${key}`).join(',') } });
  });

  afterAll(async () => {
    await stage.stop();
    names.stop();
  });

  const campaignFrom = async (fromAddress: string, changes: object = {}): Promise<string> => {
    const brandId = await created(stage.service, 'brands', aBrand({ fromAddress }));
    const template = { name: 'x', kind: 'promotion', brandId, subject: 'Hi', html: '<p>Hi <a href="https://good.example">x</a></p>', ...changes };
    const templateId = await created(stage.service, 'templates', template);
    return await aCampaign(stage.service, { arms: [{ name: 'a', weight: 3, templateId, costPerMessage: 0.01 }, { name: 'out', weight: 1, templateId: null }] });
  };
  const check = async (id: string, query = 'selected=1000&audience=800&no_consent=150&upper_tier=50'): Promise<Check> =>
    (await stage.service.get(`/v1/campaigns/${id}/check?${query}`)).body as Check;
  const codesOf = ({ findings }: Check, ...severities: string[]): string[] => findings.filter(({ severity }) => severities.includes(severity)).map(({ code }) => code).toSorted();

  it('finds that nothing is wrong, and tells the cost and who is left out', async () => {
    const result = await check(await campaignFrom('news@mail.good.example'));

    expect(codesOf(result, 'error')).toEqual([]);
    // The domain above has the policy and no MX is at the one below.
    expect(codesOf(result, 'warning')).toEqual(['return_path']);
    expect(result).toMatchObject({ ready: true, cost: { messages: 600, amount: 6 } });
    expect(result.findings.find(({ code }) => code === 'audience')?.message).toBe(
      '800 of 1000 contacts will be reached; left out: 50 (5.0 %) are of the upper tiers and belong to account-based sales, 150 (15.0 %) have given no consent');
    expect(codesOf(await check(await campaignFrom('news@good.example')), 'ok')).toEqual(
      ['audience', 'dkim', 'dkim', 'dmarc', 'hours', 'links', 'relay', 'return_path', 'same_audience', 'size', 'spf', 'text_part', 'unsubscribe', 'warm_up']);
  });

  it('finds what is missing, and tells it from what could not be looked up', async () => {
    const open = await check(await campaignFrom('news@open.example'));
    const broken = await check(await campaignFrom('news@broken.example'), '');

    expect(open.ready).toBe(false);
    expect(codesOf(open, 'error')).toEqual(['dkim', 'dmarc', 'spf']);
    expect(codesOf(await check(await campaignFrom('a@nowhere.example')), 'error')).toEqual(['dmarc', 'spf']);
    expect(codesOf(broken, 'warning')).toContain('dkim');
    expect(codesOf(broken, 'unknown')).toEqual(['audience', 'dmarc', 'return_path', 'spf']);
    expect(broken).toMatchObject({ ready: true, cost: null });
    const nowhere = await check(await campaignFrom('news@good.example'), 'segment=absent');
    expect(nowhere).toMatchObject({ ready: false, cost: null });
    expect(nowhere.findings[0]).toMatchObject({ code: 'audience', severity: 'error', message: expect.stringContaining('no such segment') });
  });

  it.each([
    { domain: 'silent.example', spf: /lets nobody send/, dmarc: /several DMARC records/ },
    { domain: 'vague.example', spf: /lets everybody send/, dmarc: /says no policy/ },
  ])('finds that the records of $domain say nothing that helps', async ({ domain, spf, dmarc }) => {
    const { findings } = await check(await campaignFrom(`news@${domain}`));

    const said = (code: string): object | undefined => findings.find((each) => each.code === code);
    expect([said('spf'), said('dmarc')]).toMatchObject([{ severity: 'error', message: expect.stringMatching(spf) }, { severity: 'error', message: expect.stringMatching(dmarc) }]);
  });

  it('does not count who is of the global hold-out, and says that no weight tells the cost where an attribute names the arm', async () => {
    const id = await campaignFrom('news@good.example');
    const change = { assignment: { kind: 'attribute', attribute: 'group', arms: { x: 'a' } } };
    await stage.service.call('PUT', '/v1/sending-policy', { body: { globalHoldOut: { share: 0.25 }, frequencyCap: null } });

    const [drawn] = [await check(id), await stage.service.call('PATCH', `/v1/campaigns/${id}`, { body: change })];
    const named = await check(id);
    await stage.service.call('PUT', '/v1/sending-policy', { body: { globalHoldOut: null, frequencyCap: null } });

    expect(drawn.cost).toEqual({ messages: 450, amount: 4.5 });
    expect(drawn.findings.find(({ code }) => code === 'global_hold_out')?.message).toBe('25.0 % of them are of the global hold-out and get nothing');
    expect(named.cost).toBeNull();
    expect(codesOf(named, 'unknown')).toContain('cost');
    expect((await stage.service.get(`/v1/campaigns/${id}/merge-fields`)).body).toMatchObject({ fields: ['group'] });
  });

  it('holds each key that signs, also while keys are changed, against what stands in DNS', async () => {
    const { findings } = await check(await campaignFrom('news@rotated.example'));

    const keys = findings.filter(({ code }) => code === 'dkim').map(({ severity, message }) => `${severity}: ${message}`).toSorted();
    expect(keys).toEqual([
      expect.stringMatching(/^error: the key at gone.* is revoked \(p= is empty\); set the TXT record "v=DKIM1; k=ed25519; p=/), expect.stringMatching(/^error: the key at old.* is not that of our signatures/),
      expect.stringContaining(`is not at forgotten._domainkey.rotated.example; add the TXT record "v=DKIM1; k=ed25519; p=${PUBLIC}"`), expect.stringMatching(/^ok: .*new\._domainkey/),
    ]);
  });

  it('finds what is wrong with its content, and that nobody would be reached', async () => {
    const id = await campaignFrom('news@good.example', { html: `<a href="example.com">x</a>${'x'.repeat(110_000)}` });

    const result = await check(id, 'selected=10&audience=0&no_consent=10');

    expect(codesOf(result, 'error')).toEqual(['audience', 'links']);
    expect(codesOf(result, 'warning')).toContain('size');
  });

  it('finds addresses beyond ASCII, and whether a relay takes mail to them', async () => {
    const result = await check(await campaignFrom('news@good.example'), 'selected=10&audience=10&beyondAscii=3');

    expect(result.findings.find(({ code }) => code === 'smtputf8')).toMatchObject({ severity: 'ok', message: expect.stringMatching(/^3 of 10 contacts \(30\.0 %\) have an address beyond ASCII; their mail goes by 127\.0\.0\.1:\d+$/) });
  });

  it('finds other campaigns to the same segment', async () => {
    const templateId = await aTemplate(stage.service);
    const first = await aCampaign(stage.service, { name: 'Earlier' });
    const { segmentId } = (await stage.service.get(`/v1/campaigns/${first}`)).body as { segmentId: string };
    const id = await aCampaign(stage.service, { segmentId, arms: [{ name: 'only', templateId }] });

    expect(codesOf(await check(id), 'ok')).toContain('same_audience');
    await stage.service.post(`/v1/campaigns/${first}/launch`);
    const { findings } = await check(id);
    expect(findings.find(({ code }) => code === 'same_audience')).toMatchObject({ severity: 'warning', message: expect.stringContaining('"Earlier" (launched)') });
  });

  it('names the fields that a campaign over a channel needs, and looks at its channel instead of at mail', async () => {
    const channelId = await created(stage.service, 'channels', { name: 'SMS', url: 'https://gateway.example/hook', addressField: 'phone' });
    const templateId = await aTemplate(stage.service, { subject: 'x', html: '<p>Hi {{ name }}, {{ plan | default: "friend" }}</p>' });
    const id = await aCampaign(stage.service, { channelId, zoneField: 'time_zone', arms: [{ name: 'only', templateId }] });

    expect((await stage.service.get(`/v1/campaigns/${id}/merge-fields`)).body).toMatchObject({ campaignId: id, fields: ['name', 'phone', 'time_zone'] });
    const { findings } = await check(id, `selected=10&audience=10&lacking=${encodeURIComponent('name=4&phone=10&time_zone=0')}`);
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'error channel_address', 'warning merge_fields', 'ok audience', 'ok same_audience', 'ok unsubscribe', 'ok hours', 'ok text_part', 'ok channel',
    ]);
  });
});
