import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startSmtpSink, startTestService, waitUntil, withinOneDay, type SmtpSink, type TestDatabase, type TestService } from '@widecast/testing';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { dispatch } from '../src/index.ts';
import { aBrand, aCampaign, created, launchOver, QUICK, recipients, untilState } from './builders.ts';
import { startDnsServer, type DnsServer } from './dns-server.ts';

interface Key {
  readonly id: string;
  readonly selector: string;
  readonly state: string;
  readonly dns: string;
  readonly activatedBy: string | null;
  readonly publish: { readonly name: string; readonly value: string; readonly zoneLine: string };
}

describe('DKIM keys', () => {
  const zone: Record<string, string[]> = {};
  let names: DnsServer;
  let database: TestDatabase;
  let sink: SmtpSink;
  let services: [TestService, TestService];

  const start = (env: Record<string, string> = {}): Promise<TestService> => startTestService(dispatch, {
    databaseUrl: database.url, env: { ...QUICK, SMTP_URL: `smtp://127.0.0.1:${sink.port}`, DNS_SERVERS: names.address, DKIM_LOOK_MS: '100', ...env },
  });

  beforeAll(async () => {
    // The day is part of the selectors.
    await withinOneDay();
    names = await startDnsServer(zone);
    database = await createTestDatabase();
    sink = await startSmtpSink();
    services = [await start(), await start()];
  });

  afterAll(async () => {
    for (const { running } of services) await running.stop();
    await sink.stop();
    await database.drop();
    names.stop();
  });

  const make = async (body: object): Promise<Key> => (await services[0].post('/v1/dkim-keys', body)).body as Key;
  const show = async (id: string): Promise<Key> => (await services[1].get(`/v1/dkim-keys/${id}`)).body as Key;
  const publish = ({ publish: { name, value } }: Key): void => {
    zone[name] = [value];
  };
  const active = (id: string): Promise<Key> => waitUntil(async () => {
    const key = await show(id);
    return key.state === 'active' ? key : undefined;
  }, { what: 'an active key' });
  /** The selectors that receivers find good signatures of, one list for each mail of a campaign from a domain. */
  const verified = async (fromAddress: string): Promise<string[][]> => {
    sink.clear();
    const brandId = await created(services[0], 'brands', aBrand({ fromAddress }));
    const templateId = await created(services[0], 'templates', { name: 'x', kind: 'promotion', brandId, subject: 'Hi', html: '<p>Hi</p>' });
    const id = await aCampaign(services[0], { arms: [{ name: 'only', templateId }] });
    await launchOver(services[0], id, recipients(6), 2);
    await untilState(services[0], id, 'finished');
    const resolver = (name: string): Promise<string[][]> => Promise.resolve((zone[name] ?? []).map((value) => [value]));
    return await Promise.all(sink.messages().map(async ({ raw }) => {
      const { results } = await dkimVerify(raw, { resolver, minBitLength: 2048 });
      return results.flatMap(({ status, selector = '' }) => (status.result === 'none' ? [] : [status.result === 'pass' ? selector : `${selector}: ${status.result}`])).toSorted();
    }));
  };
  const six = <T>(each: T): T[] => Array.from({ length: 6 }, () => each);

  it('are made here, sign nothing before they are in DNS, and then every mail of their domain, in all processes', async () => {
    const rsa = await make({ domain: 'Acme.example' });
    const ed = await make({ domain: 'acme.example', algorithm: 'ed25519', selector: 'Ed1' });
    expect(rsa).toMatchObject({ domain: 'acme.example', algorithm: 'rsa-sha256', state: 'waiting', selector: expect.stringMatching(/^wc\d{8}r$/), publish: { name: `${rsa.selector}._domainkey.acme.example`, type: 'TXT' } });
    expect(ed).toMatchObject({ selector: 'ed1', algorithm: 'ed25519-sha256' });
    expect([...rsa.publish.zoneLine.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text)).toEqual([rsa.publish.value.slice(0, 255), rsa.publish.value.slice(255)]);
    expect(JSON.stringify((await services[0].get('/v1/dkim-keys')).body)).not.toMatch(/PRIVATE|sealed/);
    expect(await verified('news@acme.example')).toEqual(six([]));

    expect(await services[0].post(`/v1/dkim-keys/${rsa.id}/activate`)).toMatchObject({ status: 409, body: { detail: expect.stringContaining(`set the TXT record "${rsa.publish.value}"`) } });
    for (const key of [rsa, ed]) publish(key);
    expect(await active(rsa.id)).toMatchObject({ dns: 'published', activatedBy: 'DNS' });
    await active(ed.id);
    // Known to every process, which believe what they have read for a second.
    const begun = performance.now();
    await waitUntil(() => performance.now() - begun > 1100, { what: 'a second' });
    expect(await verified('news@acme.example')).toEqual(six(['ed1', rsa.selector].toSorted()));
    expect(await verified('other@mail.acme.example')).toEqual(six(['ed1', rsa.selector].toSorted()));
    expect((await services[1].get('/metrics')).body).toContain('widecast_dkim_key_published{service="dispatch",domain="acme.example",selector="ed1",state="active"} 1');
  });

  it('are rotated without a gap: the new one takes the place of the old one once it is there', async () => {
    const { body } = await services[0].get('/v1/dkim-keys?domain=acme.example');
    const before = (body as { keys: Key[] }).keys.find(({ publish: { value } }) => value.includes('k=rsa'));
    const { body: next } = await services[1].post(`/v1/dkim-keys/${before?.id}/rotate`) as { body: Key };
    expect(next).toMatchObject({ state: 'waiting', selector: `${before?.selector}2`, algorithm: 'rsa-sha256' });
    expect((await show(before?.id ?? '')).state).toBe('active');

    expect((await services[1].post(`/v1/dkim-keys/${next.id}/activate`, { check: 'none' })).status).toBe(200);
    expect((await show(before?.id ?? '')).state).toBe('retired');
    publish(next);
    expect((await services[0].call('DELETE', `/v1/dkim-keys/${next.id}`)).status).toBe(409);
    expect((await services[0].call('DELETE', `/v1/dkim-keys/${before?.id}`)).status).toBe(204);
    const begun = performance.now();
    await waitUntil(() => performance.now() - begun > 1100, { what: 'a second' });
    expect(await verified('news@acme.example')).toEqual(six(['ed1', next.selector].toSorted()));
  });

  it('that cannot sign are refused, with what is wrong, where, and how to mend it', async () => {
    const pem = (bits: number): string => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const refused = async (body: object): Promise<string> => {
      const { status, body: problem } = await services[0].post('/v1/dkim-keys', { domain: 'bad.example', ...body }) as { status: number; body: { errors: { field: string; message: string }[] } };
      return `${status} ${problem.errors[0]?.field}: ${problem.errors[0]?.message}`;
    };

    expect(await refused({ privateKey: 'bm90IGEga2V5' })).toMatch(/^422 body\.privateKey: .*cannot be read as a private key.*openssl/);
    expect(await refused({ privateKey: pem(1024) })).toMatch(/^422 body\.privateKey: .*has 1024 bits.*openssl/);
    expect(await refused({ privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() })).toMatch(/^422 body\.privateKey: .*of the type ec/);
    expect(await refused({ domain: 'acme' })).toMatch(/^422 body\.domain: /);
    expect(await refused({ selector: 'a..b' })).toMatch(/^422 body\.selector: /);
    expect((await services[0].post('/v1/dkim-keys', { domain: 'acme.example', selector: 'ED1' })).status).toBe(409);
    expect((await services[0].call('POST', '/v1/dkim-keys', { body: { domain: 'x.example' }, scopes: ['campaigns:write'] })).status).toBe(403);
  });

  it('are taken as they are brought, and stay sealed: another secret opens none of them and says so', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = await make({ domain: 'почта.example', selector: 'own', privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') });
    const bare = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
    expect(key).toMatchObject({ domain: 'xn--80a1acny.example', publish: { value: `v=DKIM1; k=ed25519; p=${bare}` } });

    const env = { DKIM_SECRET: 'another secret of thirty-two characters' };
    const other = await start(env);
    expect((await other.get('/readyz')).body).toMatchObject({ status: 'ready' });
    await other.running.stop();
    await expect(start({ ...env, WIDECAST_INTERNAL_SECRET: 'a shared secret that is not the one before' })).rejects.toThrow(/sealed with another secret \(acme\.example\/.*DKIM_SECRETS_OLD/);
  });

  it('are sealed anew by a word, retired ones too, after which the old secret is not needed; all or none', async () => {
    const [one, two] = ['the first secret of thirty-two characters', 'a second secret of thirty-two characters'];
    const count = ((await services[0].get('/v1/dkim-keys')).body as { keys: Key[] }).keys.length;
    const reseal = (service: TestService): Promise<unknown> => service.call('POST', '/v1/dkim-keys/reseal', {});

    const first = await start({ DKIM_SECRET: one });
    expect(await reseal(first)).toMatchObject({ status: 200, body: { keys: count, resealed: count } });
    expect(await reseal(first)).toMatchObject({ body: { keys: count, resealed: 0 } });
    expect(await reseal(services[0])).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/^Nothing was sealed anew: .*acme\.example\/.*DKIM_SECRETS_OLD/) } });
    await first.running.stop();

    await expect(start({ DKIM_SECRET: two })).rejects.toThrow(/sealed with another secret/);
    const second = await start({ DKIM_SECRET: two, DKIM_SECRETS_OLD: one });
    expect(await reseal(second)).toMatchObject({ status: 200, body: { keys: count, resealed: count } });
    await second.running.stop();
    await (await start({ DKIM_SECRET: two })).running.stop();
  });
});
