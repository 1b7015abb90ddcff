import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rowsRead, startTestService, type TestService, waitUntil } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { JoinsRepository } from '../src/joins/joins.repository.ts';
import { aContact, createSegment, forgetEverything, importCsv, membersOf, newsOf, saveContacts, settled } from './support.ts';

const LOWER = { field: 'account.tier', op: 'in', value: ['SOHO', 'SMB', 'UNKNOWN'] };

interface Shown {
  readonly id: string;
  readonly key: string;
  readonly tier: string;
  readonly handedOff: boolean;
  readonly joinedWith: { readonly key: string; readonly by: string } | null;
  readonly evidence: readonly { readonly signal: string; readonly value: unknown }[];
}

describe('accounts that are one company', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const shown = async (): Promise<Record<string, Shown>> => {
    await settled(service);
    const { accounts } = (await service.get('/v1/accounts')).body as { accounts: Shown[] };
    return Object.fromEntries(accounts.map((account) => [account.key, account]));
  };
  const tiers = async (): Promise<Record<string, string>> => Object.fromEntries(Object.entries(await shown()).map(([key, { tier }]) => [key, tier]));
  const company = (key: string, email: string, signals: Record<string, unknown>): ReturnType<typeof aContact> => aContact(email, { account: { key, signals } });
  const idOf = async (key: string): Promise<string> => (await shown())[key]?.id ?? '';

  it('are found by a domain in any script, and its people by their address as they write it', async () => {
    await saveContacts(service, company('crm-1', 'buyer@gmail.com', { employees: 5000, website: 'https://ромашка.рф' }), aContact('ivan@ромашка.рф'));
    await importCsv(service, 'email,account\nolga@mail.ru,Ромашка.РФ\n');

    expect(await tiers()).toEqual({ 'crm-1': 'ENTERPRISE', 'xn--80aa3agjl3d.xn--p1ai': 'ENTERPRISE' });
    expect((await service.get(`/v1/contacts?email=${encodeURIComponent('Ivan@Ромашка.рф')}`)).body).toMatchObject({ contacts: [{ email: 'ivan@xn--80aa3agjl3d.xn--p1ai', tier: 'ENTERPRISE' }] });
    const event = { eventId: '1', contact: { email: 'ivan@ромашка.рф' }, type: 'visited', occurredAt: '2026-01-31T09:00:00Z' };
    expect((await service.post('/v1/behaviour', { events: [event] })).body).toMatchObject({ accepted: 1, rejected: [] });
  });

  it('have the tier of the largest, say because of whom, and go back when it shrinks', async () => {
    const lower = await createSegment(service, 'lower', LOWER);
    const [, anna = ''] = await saveContacts(service, company('head', 'a@head.test', { employees: 5000, tax_id: '7707083893' }), company('branch', 'b@gmail.com', { employees: 4, tax_id: '77 0708 3893' }));

    const { head, branch } = await shown();
    expect(branch).toMatchObject({ tier: 'ENTERPRISE', handedOff: true, joinedWith: { key: 'head', by: 'tax id RU7707083893' } });
    expect(branch?.evidence[0]).toMatchObject({ signal: 'joined', value: 'head, tax id RU7707083893', says: 'ENTERPRISE' });
    expect(head).toMatchObject({ tier: 'ENTERPRISE', joinedWith: null });
    expect(await membersOf(service, lower)).toEqual([]);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ tier: 'ENTERPRISE', massTreatment: false });

    await saveContacts(service, company('head', 'a@head.test', { employees: 20, revenue: 3_000_000 }));

    expect(await tiers()).toEqual({ head: 'SMB', branch: 'SMB' });
    expect(await membersOf(service, lower)).toHaveLength(2);
  });

  it('are told by the corporate domain of their people, never by free mail', async () => {
    await importCsv(service, `email,account,account.employees\nann@acme.test,crm-1,4000\nbob@mail.acme.test,crm-2,3\nx@gmail.com,crm-3,4000\ny@gmail.com,crm-4,3\nz@mailinator.com,crm-5,2\nw@acme.test,,\n`);

    expect(await tiers()).toEqual({ 'crm-1': 'ENTERPRISE', 'crm-2': 'ENTERPRISE', 'crm-3': 'ENTERPRISE', 'crm-4': 'SOHO', 'crm-5': 'SOHO', 'acme.test': 'ENTERPRISE' });
  });

  it('are not one company where too many share a domain, not even with the account that has its name', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `u${n}@agency.test,crm-${n},${n === 7 ? 4000 : 3}`);
    await importCsv(service, `email,account,account.employees\n${lines.join('\n')}\nw@agency.test,,3\n`);

    const { 'crm-7': large, ...others } = await tiers();
    expect([large, new Set(Object.values(others))]).toEqual(['ENTERPRISE', new Set(['SOHO'])]);
    expect((await service.get(`/v1/accounts/${await idOf('agency.test')}/joined`)).body).toMatchObject({ accounts: [{ key: 'agency.test', links: [] }] });
  });

  it('are one company however many share a domain where they are called by it', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `u${n}@romashka.test,crm-${n},${n % 2 === 0 ? `Ромашка ${n}` : `Shop ${n}`},${n === 8 ? 4000 : 3}`);
    await importCsv(service, `email,account,account_name,account.employees\n${lines.join('\n')}\nw@romashka.test,,,3\n`);

    const { 'crm-8': large, 'crm-2': office, 'crm-3': customer, 'romashka.test': itself } = await shown();
    expect([large?.tier, office?.tier, itself?.tier, customer?.tier]).toEqual(['ENTERPRISE', 'ENTERPRISE', 'ENTERPRISE', 'SOHO']);
    expect(office?.joinedWith).toMatchObject({ key: 'crm-8', by: 'domain romashka.test' });
    expect(customer?.joinedWith).toBeNull();
  });

  it('are one company however many share a domain where they tell it as their page and write from it', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `u${n}@volkswagen.test,crm-${n},VW ${n},${n % 2 === 0 ? 'www.volkswagen.test' : ''},${n === 8 ? 4000 : 3}`);
    await importCsv(service, `email,account,account_name,account.website,account.employees\n${lines.join('\n')}\n`);

    const { 'crm-8': large, 'crm-2': office, 'crm-3': other } = await shown();
    expect([large?.tier, office?.tier, other?.tier]).toEqual(['ENTERPRISE', 'ENTERPRISE', 'SOHO']);
  });

  it('stay one company when the last who had its address is erased', async () => {
    await saveContacts(service, company('crm-1', 'ann@acme.test', { employees: 4000 }), company('crm-1', 'eve@gmail.com', {}), aContact('bob@acme.test'));
    expect(await tiers()).toEqual({ 'crm-1': 'ENTERPRISE', 'acme.test': 'ENTERPRISE' });

    expect((await service.post('/v1/erasures', { email: 'ann@acme.test' })).status).toBe(202);
    expect(await tiers()).toEqual({ 'crm-1': 'ENTERPRISE', 'acme.test': 'ENTERPRISE' });
    await importCsv(service, 'email,account\ncarl@acme.test,\n');
    expect(await tiers()).toEqual({ 'crm-1': 'ENTERPRISE', 'acme.test': 'ENTERPRISE' });

    await saveContacts(service, company('crm-1', 'dan@other.test', {}));
    expect(await tiers()).toMatchObject({ 'crm-1': 'ENTERPRISE', 'acme.test': 'UNKNOWN' });
  });

  it('win who moves to their domain by his external id, from an account by address, or to a large one from any', async () => {
    const homes = (): Promise<unknown> => service.database.query('SELECT c.external_id AS id, a.key FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE c.external_id IS NOT NULL ORDER BY 1');
    const [, , xavier = ''] = await saveContacts(service, company('big.test', 'boss@big.test', { employees: 4000 }), company('crm-8', 'head@large.test', { employees: 4000 }), aContact('x@small.test', { externalId: '1' }), aContact('y@small.test', { externalId: '2' }), aContact('z@small.test', { externalId: '3' }));
    await saveContacts(service, ...['5', '6', '7'].map((externalId) => aContact(`${externalId}@five.test`, { externalId, account: { key: 'crm-5' } })));

    await importCsv(service, 'email,external_id\nx@big.test,1\n5@big.test,5\n6@six.test,6\n7@large.test,7\n');
    await saveContacts(service, aContact('y@seven.test', { externalId: '2' }), aContact('z@gmail.com', { externalId: '3' }));

    expect(await homes()).toEqual([{ id: '1', key: 'big.test' }, { id: '2', key: 'seven.test' }, { id: '3', key: 'small.test' }, { id: '5', key: 'big.test' }, { id: '6', key: 'crm-5' }, { id: '7', key: 'large.test' }]);
    expect((await tiers())['large.test']).toBe('ENTERPRISE');
    expect((await newsOf(service, xavier)).at(-1)).toMatchObject({ tier: 'ENTERPRISE', massTreatment: false });
    expect((await importCsv(service, 'email,external_id\nx@big.test,1\n5@big.test,5\n6@six.test,6\n7@large.test,7\n')).body).toMatchObject({ updated: 0, unchanged: 4 });
  });

  it('win who moves to an address below their domain too', async () => {
    await saveContacts(service, company('crm-8', 'head@large.test', { employees: 4000 }), ...['1', '2'].map((externalId) => aContact(`${externalId}@five.test`, { externalId, account: { key: 'crm-5' } })));

    await importCsv(service, 'email,external_id\n1@eu.mail.large.test,1\n2@eu.mail.other.test,2\n');

    expect(await service.database.query('SELECT c.external_id AS id, a.key FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE c.external_id IS NOT NULL ORDER BY 1'))
      .toEqual([{ id: '1', key: 'eu.mail.large.test' }, { id: '2', key: 'crm-5' }]);
    expect((await tiers())['eu.mail.large.test']).toBe('ENTERPRISE');
  });

  it('are told of the largest by the name that it has now', async () => {
    await saveContacts(service, aContact('a@gmail.com', { account: { key: 'head', name: 'Old', signals: { employees: 5000, tax_id: '7707083893' } } }), company('branch', 'b@gmail.com', { tax_id: '7707083893' }));
    expect((await shown())['branch']?.evidence[0]).toMatchObject({ signal: 'joined', value: 'Old, tax id RU7707083893' });

    await saveContacts(service, aContact('a@gmail.com', { account: { key: 'head', name: 'New' } }));

    expect((await shown())['branch']?.evidence[0]).toMatchObject({ signal: 'joined', value: 'New, tax id RU7707083893' });
  });

  it('part when what they shared is another', async () => {
    await saveContacts(service, company('big', 'a@big.test', { employees: 4000, tax_id: '7707083893' }), company('small', 'b@small.test', { employees: 3, tax_id: '7707083893' }));
    expect(await tiers()).toEqual({ big: 'ENTERPRISE', small: 'ENTERPRISE' });

    await saveContacts(service, company('big', 'a@big.test', { tax_id: '7728168971' }));

    expect(await tiers()).toEqual({ big: 'ENTERPRISE', small: 'SOHO' });
  });

  it('join whichever of many lists brings them first', async () => {
    await Promise.all(Array.from({ length: 6 }, (_, n) => saveContacts(service, company(`c${n}`, `a@c${n}.test`, { employees: n === 4 ? 4000 : 3, vat_id: 'DE136695976' }))));

    expect(new Set(Object.values(await tiers()))).toEqual(new Set(['ENTERPRISE']));
  });

  it('are passed once each, not once for each pair of them', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `u${n}@gmail.com,branch-${n},${n === 7 ? 4000 : 3},7707083893,${n < 150 ? '' : 'branch-0'}`);
    await importCsv(service, `email,account,account.employees,account.tax_id,account.parent\n${lines.join('\n')}\n`);

    expect(new Set(Object.values(await tiers()))).toEqual(new Set(['ENTERPRISE']));
    const first = await idOf('branch-0');
    const read = await service.database.transaction((tx) => rowsRead(tx, (db) => service.running.app.get(JoinsRepository).membersOf({ ...tx, query: db.query.bind(db) }, [first], [])));
    expect(read).toBeLessThan(300 * 100);
  });

  it('are told of at once, and judged by segments, where a person attaches or detaches one that is not as it was judged', async () => {
    const lower = await createSegment(service, 'lower', LOWER);
    const [anna = ''] = await saveContacts(service, company('shop', 'a@s.test', { employees: 3 }), company('holding', 'b@h.test', { employees: 5 }));
    const [shop, holding] = [await idOf('shop'), await idOf('holding')];
    expect(await membersOf(service, lower)).toHaveLength(2);
    const becomes = (employees: number): Promise<unknown> => service.database.query('UPDATE accounts SET attributes = $2 WHERE id = $1', [shop, { employees, revenue: employees * 100_000 }]);

    await becomes(5000);
    expect((await service.call('PUT', `/v1/accounts/${shop}/parent`, { body: { parentId: holding } })).status).toBe(200);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ tier: 'ENTERPRISE' });
    expect(await membersOf(service, lower)).toEqual([]);

    await becomes(3);
    expect((await service.call('DELETE', `/v1/accounts/${shop}/parent`, {})).status).toBe(200);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ tier: 'SOHO' });
    expect(await membersOf(service, lower)).toHaveLength(2);
  });

  it('leave those apart whom a person knows, and parents by the policy', async () => {
    await saveContacts(service, company('holding', 'a@h.test', { employees: 4000 }), company('shop', 'b@s.test', { employees: 3, parent: 'Holding' }), company('kiosk', 'c@k.test', { employees: 3, parent: 'holding' }));
    expect(await tiers()).toEqual({ holding: 'ENTERPRISE', shop: 'ENTERPRISE', kiosk: 'ENTERPRISE' });

    expect((await service.post(`/v1/hand-offs/${await idOf('shop')}/return`, { tier: 'SOHO' })).status).toBe(200);
    expect(await tiers()).toEqual({ holding: 'ENTERPRISE', shop: 'SOHO', kiosk: 'ENTERPRISE' });

    await service.post('/v1/tier-policies', { version: 'apart', preset: 'international', treatment: { subsidiaries: 'apart' } });
    expect((await service.post('/v1/tier-policies/apart/choose', {})).status).toBe(202);
    await waitUntil(async () => (await tiers())['kiosk'] === 'SOHO', { what: 'the roll-out' });
    expect(await tiers()).toEqual({ holding: 'ENTERPRISE', shop: 'SOHO', kiosk: 'SOHO' });
    await service.post('/v1/tier-policies/international-2/choose', {});
    await waitUntil(async () => (await tiers())['kiosk'] === 'ENTERPRISE', { what: 'the roll-out' });
  });
});
