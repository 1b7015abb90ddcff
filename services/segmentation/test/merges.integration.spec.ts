import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestService, type Answer, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { aContact, createSegment, forgetEverything, importCsv, membersOf, newsOf, saveContacts, settled } from './support.ts';

interface Shown {
  readonly id: string;
  readonly key: string;
  readonly tier: string;
  readonly contacts: number;
}

describe('accounts that are merged', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const idOf = async (key: string): Promise<string> => (await service.database.query<{ id: string }>('SELECT id FROM accounts WHERE key = $1', [key]))[0]?.id ?? '';
  const merge = async (key: string, into: string): Promise<Answer> => service.post(`/v1/accounts/${await idOf(into)}/merges`, { accountId: await idOf(key), note: 'the same' });
  const undo = async (key: string): Promise<Answer> => service.post(`/v1/accounts/${await idOf(key)}/unmerge`, {});
  const listed = async (): Promise<string[]> => {
    await settled(service);
    return ((await service.get('/v1/accounts')).body as { accounts: Shown[] }).accounts.map(({ key, tier, contacts }) => `${key} ${tier} ${contacts}`).toSorted();
  };
  const company = (key: string, email: string, signals: Record<string, unknown>, name?: string): ReturnType<typeof aContact> => aContact(email, { account: { key, signals, ...(name ? { name } : {}) } });

  it('are one: people, facts and the higher tier, told to all, and two again when it is undone', async () => {
    const lower = await createSegment(service, 'lower', { field: 'account.tier', op: 'in', value: ['SOHO', 'SMB'] });
    const [anna = '', bob = ''] = await saveContacts(service, company('crm-1', 'anna@gmail.com', { employees: 3, region: 'North' }, 'Acme'), company('acme.test', 'bob@acme.test', { employees: 5000, industry: 'retail' }));
    expect(await listed()).toEqual(['acme.test ENTERPRISE 1', 'crm-1 SOHO 1']);
    expect((await service.post(`/v1/hand-offs/${await idOf('acme.test')}/accept`, { note: 'called' })).status).toBe(200);

    expect(await merge('acme.test', 'crm-1')).toMatchObject({ status: 200, body: {
      key: 'crm-1', name: 'Acme', tier: 'ENTERPRISE', massTreatment: false, handedOff: true, contacts: 2, attributes: { employees: 3, region: 'North', industry: 'retail' }, joinedWith: { key: 'acme.test' },
    } });

    expect(await listed()).toEqual(['crm-1 ENTERPRISE 2']);
    expect(await membersOf(service, lower)).toEqual([]);
    for (const id of [anna, bob]) expect((await newsOf(service, id)).at(-1)).toMatchObject({ accountId: await idOf('crm-1'), tier: 'ENTERPRISE', massTreatment: false });
    expect((await service.get('/v1/hand-offs')).body).toMatchObject({ handOffs: [{ key: 'crm-1', state: 'accepted', note: 'called' }] });
    expect((await service.get(`/v1/accounts/${await idOf('crm-1')}/merges`)).body).toMatchObject({ merges: [{ key: 'acme.test', contacts: 1, note: 'the same' }] });
    expect((await service.get(`/v1/accounts/${await idOf('acme.test')}`)).body).toMatchObject({ mergedInto: await idOf('crm-1'), contacts: 0, handedOff: false });

    expect(await undo('acme.test')).toMatchObject({ status: 200, body: { key: 'acme.test', tier: 'ENTERPRISE', handedOff: true, contacts: 1 } });

    expect(await listed()).toEqual(['acme.test ENTERPRISE 1', 'crm-1 SOHO 1']);
    expect(await membersOf(service, lower)).toEqual([anna]);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ tier: 'SOHO', massTreatment: true });
    expect((await service.get('/v1/hand-offs')).body).toMatchObject({ handOffs: [{ key: 'acme.test', state: 'accepted', note: 'called' }] });
  });

  it('stay one company with colleagues at the domain of either, though most people are at the other, and so do decisions on these', async () => {
    await saveContacts(service, company('crm-1', 'ann@one.test', { employees: 4000 }), aContact('zoe@one.test'), company('crm-2', 'bob@two.test', { employees: 3 }), company('crm-2', 'carl@two.test', {}));
    expect(await listed()).toEqual(['crm-1 ENTERPRISE 1', 'crm-2 SOHO 2', 'one.test ENTERPRISE 1']);
    await service.post(`/v1/hand-offs/${await idOf('one.test')}/accept`, { note: 'called' });

    expect((await merge('crm-2', 'crm-1')).status).toBe(200);
    expect(await listed()).toEqual(['crm-1 ENTERPRISE 3', 'one.test ENTERPRISE 1']);
    expect((await undo('crm-2')).status).toBe(200);

    expect(await listed()).toEqual(['crm-1 ENTERPRISE 1', 'crm-2 SOHO 2', 'one.test ENTERPRISE 1']);
    expect((await service.get(`/v1/hand-offs/${await idOf('one.test')}`)).body).toMatchObject({ state: 'accepted', note: 'called' });
  });

  it('are apart again in what is contested: a figure of one is none that the other fell from', async () => {
    await saveContacts(service, company('crm-1', 'anna@one.test', { region: 'North' }), company('crm-2', 'bob@two.test', { employees: 12_000 }), company('crm-3', 'carl@three.test', { employees: 5000 }), company('crm-4', 'dora@four.test', { seats: 2 }));
    await merge('crm-2', 'crm-1');
    await saveContacts(service, company('crm-1', 'anna@one.test', { employees: 4 }));
    await saveContacts(service, company('crm-3', 'carl@three.test', { employees: 4 }));
    await merge('crm-4', 'crm-3');
    for (const employees of [3000, 5]) await saveContacts(service, company('crm-4', 'dora@four.test', { employees }));

    expect((await undo('crm-2')).status).toBe(200);
    expect((await undo('crm-4')).status).toBe(200);

    expect(await listed()).toEqual(['crm-1 SOHO 1', 'crm-2 ENTERPRISE 1', 'crm-3 ENTERPRISE 1', 'crm-4 ENTERPRISE 1']);
    expect((await service.get('/v1/hand-offs?contested=true')).body).toMatchObject({ handOffs: [{ key: 'crm-3' }, { key: 'crm-4' }] });
  });

  it('take what lists tell under the key of either, and each has its own again afterwards', async () => {
    await saveContacts(service, company('crm-1', 'anna@one.test', { employees: 3 }), company('crm-2', 'bob@two.test', { seats: 7 }));
    await merge('crm-2', 'crm-1');

    const list = 'email,account,account.seats,account.industry\ncleo@gmail.com,crm-2,9,retail\ndora@gmail.com,CRM-1,4,\n';
    expect((await importCsv(service, list)).body).toMatchObject({ created: 2 });
    expect((await importCsv(service, list)).body).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect((await service.get(`/v1/accounts/${await idOf('crm-1')}`)).body).toMatchObject({ contacts: 4, attributes: { employees: 3, seats: 4, industry: 'retail' } });

    await undo('crm-2');
    await settled(service);
    expect((await service.get(`/v1/accounts/${await idOf('crm-1')}`)).body).toMatchObject({ contacts: 2, attributes: { employees: 3, seats: 4 } });
    expect((await service.get(`/v1/accounts/${await idOf('crm-2')}`)).body).toMatchObject({ contacts: 2, attributes: { seats: 9, industry: 'retail' } });
    expect((await importCsv(service, list)).body).toMatchObject({ created: 0, updated: 0 });
  });

  it('refuse what makes no sense, with what to do', async () => {
    await saveContacts(service, company('a', 'a@a.test', {}), company('b', 'b@b.test', {}), company('c', 'c@c.test', {}));
    await merge('b', 'a');

    expect(await merge('b', 'c')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('undo the merge') as unknown } });
    expect(await merge('c', 'b')).toMatchObject({ status: 409 });
    expect(await merge('a', 'a')).toMatchObject({ status: 422, body: { errors: [{ field: 'body.accountId' }] } });
    expect(await undo('c')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('not merged') as unknown } });
    expect((await service.post(`/v1/accounts/${await idOf('a')}/merges`, { accountId: randomUUID() })).status).toBe(404);
    expect((await service.call('PUT', `/v1/accounts/${await idOf('b')}/tier`, { body: { tier: 'SMB' } })).status).toBe(409);
    expect((await service.call('PUT', `/v1/accounts/${await idOf('c')}/parent`, { body: { parentId: await idOf('b') } })).status).toBe(409);
  });

  it('are never made small by a word that a person said of one of them alone', async () => {
    await saveContacts(service, company('small', 'anna@gmail.com', { employees: 900 }), company('large', 'bob@mail.ru', { employees: 5000 }));
    const tell = async (tier: string | null): Promise<number> => (await service.call('PUT', `/v1/accounts/${await idOf('small')}/tier`, { body: { tier } })).status;
    expect(await tell('SMB')).toBe(200);

    expect(await merge('large', 'small')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('take that word back') as unknown } });
    expect(await listed()).toEqual(['large ENTERPRISE 1', 'small SMB 1']);

    expect(await merge('small', 'large')).toMatchObject({ status: 200, body: { tier: 'ENTERPRISE', massTreatment: false } });
    expect((await undo('small')).body).toMatchObject({ tier: 'SMB', massTreatment: true });
    expect(await tell(null)).toBe(200);
    expect(await merge('large', 'small')).toMatchObject({ status: 200, body: { tier: 'ENTERPRISE', massTreatment: false } });
  });

  it('hold nobody twice, however many merge, undo and import at once', async () => {
    await saveContacts(service, ...['a', 'b', 'c'].map((key) => company(key, `${key}@gmail.com`, { employees: 3 })));
    const lists = Array.from({ length: 6 }, (_, n) => importCsv(service, `email,account\nu${n}@gmail.com,${'abc'[n % 3]}\n`));
    await Promise.all([...lists, merge('b', 'a'), merge('c', 'b'), merge('c', 'a'), undo('b'), merge('a', 'c')]);
    await settled(service);

    expect(await service.database.query('SELECT c.email FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE a.merged_into IS NOT NULL')).toEqual([]);
    for (const { key } of await service.database.query<{ key: string }>('SELECT key FROM accounts WHERE merged_into IS NOT NULL')) expect((await undo(key)).status).toBe(200);
    expect(await listed()).toEqual(['a SOHO 3', 'b SOHO 3', 'c SOHO 3']);
  });
});
