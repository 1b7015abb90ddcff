import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { importCsv, type ImportBody } from './support.ts';

describe('attributes of contacts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(async () => {
    await service.database.query('TRUNCATE contacts, accounts, imports, import_rejections, attribute_types CASCADE');
  });

  afterAll(() => service.stop());

  const load = async (content: string, query = ''): Promise<unknown> => (await importCsv(service, content, query)).body;
  const declare = (name: string, type: string): ReturnType<TestService['call']> => service.call('PUT', `/v1/attributes/${name}`, { body: { type } });
  const attributesOf = async (email: string): Promise<unknown> =>
    (await service.database.query<{ attributes: unknown }>('SELECT attributes FROM contacts WHERE email = $1', [email]))[0]?.attributes;

  it('gets its type from the first file, which says so, and holds later ones to it', async () => {
    const first = await load('email,visits,since,code\na@one.test,3,2026-01-31,0123\nb@one.test,,2026-02-01,7\n');
    const second = await load('email,visits,since\nc@one.test,many,2026-01-31\nd@one.test,4,soon\ne@one.test,5,\n');

    expect(first).toMatchObject({ created: 2, inferred: { visits: 'number', since: 'date', code: 'string' } });
    expect(await attributesOf('b@one.test')).toEqual({ since: '2026-02-01', code: '7' });
    expect(second).toMatchObject({
      created: 1, inferred: {},
      rejections: [{ line: 2, column: 'visits', reason: expect.stringMatching(/"many" is no number.*write a number/) }, { line: 3, column: 'since', reason: expect.stringMatching(/"soon" is no date/) }],
    });
  });

  it('is declared by a program, for files, requests and rules, and not against what contacts have', async () => {
    expect((await declare('tags', 'list')).status).toBe(200);
    await declare('visits', 'number');
    await load('email,tags\na@one.test,vip;new\n');
    const saved = await service.post('/v1/contacts', { contacts: [{ email: 'b@one.test', attributes: { visits: '7' } }, { email: 'c@one.test', attributes: { visits: 7, tags: ['vip'] } }] });
    const rule = await service.post('/v1/segments', { name: 'wrong', rule: { all: [{ field: 'attributes.visits', op: 'eq', value: '7' }] } });
    const lines = await service.call('POST', '/v1/imports', { raw: { content: '{"email":"d@one.test","attributes":{"visits":true}}\n', type: 'application/x-ndjson' } });
    const against = await declare('tags', 'number');

    expect(await attributesOf('a@one.test')).toEqual({ tags: ['vip', 'new'] });
    expect(saved.body).toMatchObject({ created: 1, rejected: [{ index: 0, field: 'attributes.visits' }] });
    expect(rule).toMatchObject({ status: 422, body: { errors: [{ field: 'body.rule.all[0].value', message: expect.stringMatching(/is a number/) }] } });
    expect(lines.body).toMatchObject({ rejections: [{ line: 1, column: 'attributes.visits' }] });
    expect(against.status).toBe(409);
  });

  it('is not declared against the rules of segments, which would be met by nobody any more', async () => {
    await service.post('/v1/segments', { name: 'often', rule: { all: [{ field: 'attributes.orders', op: 'gte', value: 3 }] } });

    expect(await declare('orders', 'string')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('"often" (all[0].value)') } });
    expect((await declare('orders', 'number')).status).toBe(200);
  });

  it('is one of two hundred at most', async () => {
    const { status, body } = await importCsv(service, `email,${Array.from({ length: 201 }, (_, n) => `c${n}`).join(',')}\na@one.test,${Array.from({ length: 201 }, () => '1').join(',')}\n`);

    expect({ status, body }).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/201 attributes/) } });
  });

  it('is one of two hundred of a contact, however many calls bring them', async () => {
    const some = (from: number, count: number): object => ({ email: 'a@one.test', attributes: Object.fromEntries(Array.from({ length: count }, (_, n) => [`x${from + n}`, 'text'])) });
    const answers = [];
    for (const contact of [some(0, 150), some(140, 60), some(199, 2), some(0, 200)]) answers.push((await service.post('/v1/contacts', { contacts: [contact] })).body);

    expect(answers).toMatchObject([{ created: 1 }, { updated: 1 }, { updated: 0, rejected: [{ index: 0, field: 'attributes', message: expect.stringContaining('more than 200') }] }, { unchanged: 1 }]);
  });

  it('is one of two hundred of an account too, and only who would bring more is refused', async () => {
    const some = (email: string, from: number, count: number): object => ({ email, account: { key: 'firm', signals: Object.fromEntries(Array.from({ length: count }, (_, n) => [`x${from + n}`, 'text'])) } });
    const full = expect.stringContaining('the account would have more than 200') as unknown;
    const answers = [];
    for (const contacts of [[some('a@one.test', 0, 150)], [some('b@one.test', 140, 60), { email: 'c@one.test' }], [some('d@one.test', 199, 2), { email: 'e@one.test' }]]) answers.push((await service.post('/v1/contacts', { contacts })).body);
    const list = await importCsv(service, 'email,account,account.x0,account.x201\nf@one.test,firm,other,\ng@one.test,firm,,more\nh@one.test,other,,more\n');

    expect(answers).toMatchObject([{ created: 1 }, { created: 2 }, { created: 1, rejected: [{ index: 0, field: 'account', message: full }] }]);
    expect(list.body).toMatchObject({ created: 1, rejected: 2, rejections: [{ line: 2, column: 'account', reason: full }, { line: 3, column: 'account', reason: full }] });
    expect(await service.database.query(`SELECT (SELECT count(*)::int FROM jsonb_object_keys(attributes)) FROM accounts WHERE key = 'firm'`)).toEqual([{ count: 200 }]);
  });

  it('is one of two hundred of an account in a trial too, however far its rows are apart', async () => {
    const signals = Object.fromEntries(Array.from({ length: 199 }, (_, n) => [`x${n}`, 'text']));
    await service.post('/v1/contacts', { contacts: [{ email: 'a@apart.test', account: { key: 'apart', signals } }] });
    const file = `email,account,account.y,account.z\nb@apart.test,apart,1,\n${Array.from({ length: 5000 }, (_, n) => `u${n}@gmail.com,,,\n`).join('')}c@apart.test,apart,,1\n`;

    const [trial, real] = [(await importCsv(service, file, '?dryRun=true')).body as ImportBody, (await importCsv(service, file)).body as ImportBody];

    expect(trial).toMatchObject({ created: 5001, rejected: 1, rejections: [{ line: 5003, column: 'account' }] });
    expect({ created: real.created, rejections: real.rejections }).toEqual({ created: trial.created, rejections: trial.rejections });
  });
});
