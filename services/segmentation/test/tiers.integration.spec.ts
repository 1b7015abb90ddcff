import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accountHandOffChanged, contactsChanged } from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { aContact, createSegment, forgetEverything, importCsv, membersOf, newsOf, saveContacts, settled, type ContactInput } from './support.ts';

const LOWER = { field: 'account.tier', op: 'in', value: ['SOHO', 'SMB', 'UNKNOWN'] };

describe('tiers', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const people = (domain: string, { from, to }: { from: number; to: number }): ContactInput[] =>
    Array.from({ length: to - from }, (_, n) => aContact(`u${from + n}@${domain}`));
  const tierOf = async (key: string): Promise<unknown> => (await service.database.query('SELECT tier FROM accounts WHERE key = $1', [key]))[0]?.['tier'];

  it('classifies with evidence and hands an account over when it crosses, and back', async () => {
    const [anna = ''] = await saveContacts(service, aContact('a@one.test', { account: { signals: { employees: 20 } } }));
    await saveContacts(service, { email: 'a@one.test', account: { signals: { employees: 2000 } } });
    await saveContacts(service, { email: 'a@one.test', account: { signals: { employees: 30, revenue: 3_000_000 } } });

    const { body } = await service.get('/v1/accounts');

    expect(body).toMatchObject({ accounts: [{ key: 'one.test', tier: 'SMB', handedOff: false, contacts: 1, massTreatment: true }] });
    expect((body as { accounts: { evidence: unknown[] }[] }).accounts[0]?.evidence).toContainEqual(expect.objectContaining({ signal: 'employees', value: 30, says: 'SMB' }));
    expect((await service.published(accountHandOffChanged)).map(({ handedOff, tier, contacts, domains }) => [handedOff, tier, contacts, domains])).toEqual([[true, 'ENTERPRISE', 1, ['one.test']], [false, 'SMB', 1, ['one.test']]]);
    expect((await newsOf(service, anna)).map(({ tier, massTreatment }) => [tier, massTreatment])).toEqual([['SMB', true], ['ENTERPRISE', false], ['SMB', true]]);
    expect((await service.get('/v1/tiers')).body).toMatchObject({ tiers: { SMB: { accounts: 1, contacts: 1 } }, handedOff: 0 });
  });

  it('believes no single figure that a large company is small, until a person gives it back from the account-based list', async () => {
    const contested = async (): Promise<unknown> => (await service.get('/v1/hand-offs?contested=true')).body;
    const [anna = ''] = await saveContacts(service, aContact('a@one.test', { account: { signals: { employees: 12_000 } } }), aContact('b@two.test', { account: { signals: { employees: 5000 } } }));
    expect(await contested()).toMatchObject({ handOffs: [] });

    await importCsv(service, 'email,account.employees\na@one.test,4\n');
    await settled(service);

    expect(await contested()).toMatchObject({ handOffs: [{ key: 'one.test', tier: 'ENTERPRISE', evidence: [{ signal: 'employeesBefore', value: 12_000 }, { signal: 'employees', value: 4, says: 'SOHO' }, {}, {}] }], after: null });
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ massTreatment: false });
    const [account] = ((await service.get('/v1/accounts')).body as { accounts: { id: string }[] }).accounts;
    await service.call('PUT', `/v1/accounts/${account?.id}/tier`, { body: { tier: 'ENTERPRISE' } });
    expect(await contested()).toMatchObject({ handOffs: [] });
    await service.call('PUT', `/v1/accounts/${account?.id}/tier`, { body: { tier: null } });
    expect(await contested()).toMatchObject({ handOffs: [{ key: 'one.test' }] });
    expect((await service.post(`/v1/hand-offs/${account?.id}/return`, { tier: 'SOHO' })).status).toBe(200);
    expect(await contested()).toMatchObject({ handOffs: [] });
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ tier: 'SOHO', massTreatment: true });
  });

  it('counts all contacts of a company that several writers add to at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const domain = `firm${round}.test`;
      await saveContacts(service, ...people(domain, { from: 0, to: 1 }));

      await Promise.all([saveContacts(service, ...people(domain, { from: 1, to: 181 })), saveContacts(service, ...people(domain, { from: 181, to: 361 }))]);

      expect(await tierOf(domain)).toBe('UMM');
    }
  });

  it('takes every contact of a company out of the segments of small ones when its number of contacts crosses', async () => {
    const lower = await createSegment(service, 'lower', LOWER);
    const first = await saveContacts(service, ...people('firm.test', { from: 0, to: 3 }));
    expect(await membersOf(service, lower)).toHaveLength(3);

    await saveContacts(service, ...people('firm.test', { from: 3, to: 400 }));

    expect(await membersOf(service, lower)).toEqual([]);
    expect((await newsOf(service, first[0] ?? '')).map(({ version, massTreatment }) => [version, massTreatment])).toEqual([[1, true], [2, false]]);
  });

  it('judges a company again that loses contacts', async () => {
    const lower = await createSegment(service, 'lower', LOWER);
    const staff = (key: string, to: number): ContactInput[] => people('gmail.com', { from: 0, to }).map((person) => ({ ...person, account: { key } }));
    await saveContacts(service, ...staff('firm', 360));
    expect(await tierOf('firm')).toBe('UMM');
    expect(await membersOf(service, lower)).toEqual([]);

    await saveContacts(service, ...staff('daughter', 300));

    expect([await tierOf('firm'), await tierOf('daughter')]).toEqual(['SMB', 'UMM']);
    expect(await membersOf(service, lower)).toHaveLength(60);
  });

  it('carries the change of a very large company to all its contacts, a batch at a time', async () => {
    const size = 6000;
    const lower = await createSegment(service, 'lower', LOWER);
    const rows = Array.from({ length: size }, (_, n) => `u${n}@gmail.com,giant,`).join('\n');
    await importCsv(service, `email,account,account.employees\n${rows}\nfirst@gmail.com,giant,\n`);
    await service.database.query(`UPDATE accounts SET attributes = '{"employees": 3}', tier = 'SOHO', handed_off = false`);
    await saveContacts(service, aContact('new@gmail.com', { account: { key: 'giant', signals: { employees: 5000 } } }));

    await waitUntil(async () => (await service.database.query('SELECT FROM accounts WHERE contacts_after IS NOT NULL')).length === 0, { what: 'the follow-up' });

    await settled(service);
    expect(await membersOf(service, lower)).toEqual([]);
    expect(await service.database.query('SELECT count(*)::int FROM contacts WHERE version >= 2')).toEqual([{ count: size + 2 }]);
    const [row] = await service.database.query<{ id: string }>(`SELECT id FROM contacts WHERE email = 'u7@gmail.com'`);
    expect((await newsOf(service, row?.id ?? '')).at(-1)).toMatchObject({ tier: 'ENTERPRISE', massTreatment: false });
  });

  it('carries the changes of very many companies to their contacts together', async () => {
    const [companies, each] = [1300, 4];
    const list = (people: number[], employees: number): string =>
      `email,account,account.employees\n${people.flatMap((n) => Array.from({ length: companies }, (_, firm) => `p${n}@f${firm}.test,firm ${firm},${employees}\n`)).join('')}`;
    await importCsv(service, list(Array.from({ length: each }, (_, n) => n), 8));
    await settled(service);
    await service.database.query('TRUNCATE event_log.records');

    await importCsv(service, list([each], 6000));

    await settled(service);
    expect(await service.database.query('SELECT count(*)::int FROM accounts WHERE handed_off AND contacts_after IS NULL')).toEqual([{ count: companies }]);
    const events = await service.published(contactsChanged);
    const told = new Set(events.flatMap(({ contacts }) => contacts).filter(({ massTreatment, version }) => version > 1 && !massTreatment).map(({ contactId }) => contactId));
    expect(told.size).toBe(companies * (each + 1));
    expect(events.length).toBeLessThan(companies);
  });
});
