import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestService, waitUntil, type Answer, type TestService } from '@widecast/testing';
import { DuplicateSearch } from '../src/duplicates/duplicate-search.ts';
import { segmentation } from '../src/index.ts';
import { aContact, forgetEverything, importCsv, saveContacts, settled } from './support.ts';

interface Pair {
  readonly id: string;
  readonly score: number;
  readonly accounts: readonly { readonly id: string; readonly key: string }[];
  readonly reasons: readonly { readonly kind: string; readonly value: string }[];
}

describe('duplicate accounts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const ended = (): Promise<unknown> => waitUntil(async () => !(await service.running.app.get(DuplicateSearch).state()).running, { what: 'the search' });
  const search = async (): Promise<void> => {
    await settled(service);
    await ended();
    expect((await service.post('/v1/duplicates/search', {})).status).toBe(202);
    await ended();
    expect((await service.get('/v1/duplicates/search')).body).toMatchObject({ running: false, phase: null, finishedAt: expect.any(String) as unknown });
  };
  const pairs = async (query = ''): Promise<Pair[]> => ((await service.get(`/v1/duplicates${query}`)).body as { duplicates: Pair[] }).duplicates;
  const keysOf = (some: readonly Pair[]): string[] => some.map(({ accounts }) => accounts.map(({ key }) => key).toSorted().join(' '));
  const company = (key: string, name: string, signals: Record<string, unknown> = {}): ReturnType<typeof aContact> => aContact(`${key}@gmail.com`, { account: { key, name, signals } });
  const decide = (id: string, what: string, body: object): Promise<Answer> => service.post(`/v1/duplicates/${id}/${what}`, body);

  it('are proposed with score and reasons: by tax id, domain and name at a place, and nothing else', async () => {
    await saveContacts(service, company('t1', 'Acme GmbH', { vat_id: 'DE136695976' }), company('t2', 'Rocket', { tax_id: 'de 136 695 976' }), company('d1', 'Bolt', { website: 'https://bolt-coffee.de' }),
      aContact('ann@bolt-coffee.de'), company('n1', 'ООО «Северный ветер»', { city: 'Омск' }), company('n2', 'СЕВЕРНЫЙ ВЕТЕР', { city: 'омск' }), company('n3', 'Severny Veter', { city: 'Пермь' }),
      company('p1', 'Holding AG', { tax_id: '7707083893' }), company('p2', 'Holding AG', { tax_id: '7707083893', parent: 'p1' }));
    await search();

    expect(keysOf(await pairs()).toSorted()).toEqual(['bolt-coffee.de d1', 'n1 n2', 't1 t2']);
    const [first] = await pairs('?limit=1');
    expect(first).toMatchObject({ score: 0.6, reasons: [{ kind: 'tax id', value: 'DE136695976' }, { kind: 'other name', value: expect.stringContaining('rocket') as unknown }] });
    expect(keysOf([...(await pairs('?limit=1')), ...(await pairs(`?limit=5&after=${first?.id}`))])).toEqual(keysOf(await pairs()));
  });

  it('stay apart until somebody merges them, stay dismissed, and are not proposed again where a merge is undone', async () => {
    const [one, two] = [company('a', 'Nordlicht Kaffee', { city: 'Kiel' }), company('b', 'NORDLICHT KAFFEE GmbH', { city: 'Kiel' })];
    await saveContacts(service, one, two, company('c', 'Nordlicht-Kaffee', { city: 'Kiel' }));
    await search();
    expect(keysOf(await pairs()).toSorted()).toEqual(['a b', 'a c', 'b c']);
    const idOf = async (key: string): Promise<string> => (await pairs('?limit=9')).flatMap(({ accounts }) => accounts).find((account) => account.key === key)?.id ?? '';
    const pairOf = async (keys: string): Promise<string> => (await pairs()).find((pair) => keysOf([pair])[0] === keys)?.id ?? '';
    const [a, b] = [await idOf('a'), await idOf('b')];

    expect(await decide(await pairOf('b c'), 'dismiss', { note: 'two shops' })).toMatchObject({ status: 200, body: { dismissed: true, note: 'two shops' } });
    expect(await decide(await pairOf('a b'), 'merge', { intoId: await idOf('c') })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.intoId' }] } });
    expect(await decide(await pairOf('a b'), 'merge', { intoId: a })).toMatchObject({ status: 200, body: { key: 'a', contacts: 2 } });
    expect((await service.get('/v1/duplicates/merges')).body).toMatchObject({ merges: [{ key: 'b', intoId: a, contacts: 1 }] });
    expect(keysOf(await pairs())).toEqual(['a c']);
    expect((await service.post(`/v1/accounts/${b}/unmerge`, {})).status).toBe(200);
    await search();

    expect(keysOf(await pairs())).toEqual(['a c']);
    expect(keysOf(await pairs('?dismissed=true')).toSorted()).toEqual(['a b', 'b c']);
    expect((await decide(await pairOf('x y'), 'merge', { intoId: a })).status).toBe(404);
  });

  it('are proposed no longer when what made them alike is gone', async () => {
    await saveContacts(service, company('a', 'Acme', { vat_id: 'DE136695976' }), company('b', 'Acme', { vat_id: 'DE136695976' }));
    await search();
    expect(keysOf(await pairs())).toEqual(['a b']);
    await saveContacts(service, company('b', 'Rocket', { vat_id: 'DE129273398' }));
    await search();
    expect(await pairs()).toEqual([]);
  });

  it('are found among thousands of namesakes and agencies, in batches that any process goes on with', async () => {
    const lines = Array.from({ length: 6_000 }, (_, n) => (n % 2 === 0 ? `u${n}@gmail.com,k${n},Alfa Trade,` : `u${n}@agency.test,k${n},Firm ${n.toString(36)} Berg,`));
    const twins = ['x@gmail.com,x1,Zierbrunnen Handel,Bonn', 'y@gmail.com,x2,Zierbrunen Handel GmbH,Bonn', 'z@gmail.com,k99998,Alfa Trade,Bonn', 'v@gmail.com,k99999,ALFA TRADE,Bonn', 'q@gmail.com,q1,Handel Zierbrunnen,Bonn'];
    await importCsv(service, `email,account,account_name,account.city\n${[...lines, ...twins].join('\n')}\n`);
    await search();

    expect((await service.get('/v1/duplicates/search')).body).toMatchObject({ running: false, accounts: 6_005 });
    expect(keysOf(await pairs())).toEqual(['q1 x1', 'x1 x2']);
  });
});
