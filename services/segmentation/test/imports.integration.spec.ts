import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactsChanged } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { importCsv, type ImportBody } from './support.ts';

describe('import of contacts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(async () => {
    await service.database.query('TRUNCATE contacts, accounts, consents, imports, import_rejections, outbox, segments, segment_members CASCADE');
    await service.database.query('TRUNCATE event_log.records');
  });

  afterAll(() => service.stop());

  const load = async (content: string | Buffer, query = ''): Promise<ImportBody> => {
    const { status, body } = await importCsv(service, content, query);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as ImportBody;
  };
  const contacts = (): Promise<Record<string, unknown>[]> =>
    service.database.query('SELECT c.*, a.key, a.name AS account_name FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id ORDER BY email');

  it('makes contacts with attributes, accounts and consents', async () => {
    const outcome = await load(
      'email,external_id,name,language,consent,account,account_name,account.employees,city,visits,vip,zip\n' +
        'Anna@Example.COM,7,"Anna ""Ann"" B",en,yes,ACME,Acme Ltd,12,"Oslo, N",3,true,0150\n' +
        'b@gmail.com,,,,no,,,,,,,\nc@gmail.com,,,,,,,,,,,\n',
      '?consentSource=fair&consentProof=form-7',
    );

    expect(outcome).toMatchObject({ state: 'done', rows: 3, created: 3, rejected: 0, rejections: [] });
    expect(await contacts()).toMatchObject([
      {
        email: 'anna@example.com', external_id: '7', name: 'Anna "Ann" B', language: 'en', key: 'acme', account_name: 'Acme Ltd',
        attributes: { city: 'Oslo, N', visits: 3, vip: true, zip: '0150' }, advertising_consent: true,
      },
      { email: 'b@gmail.com', key: null, advertising_consent: false },
      { email: 'c@gmail.com', key: null, advertising_consent: null },
    ]);
    expect(await service.database.query('SELECT purpose, granted, source, proof FROM consents ORDER BY granted')).toEqual([
      { purpose: 'advertising', granted: false, source: 'fair', proof: 'form-7' },
      { purpose: 'advertising', granted: true, source: 'fair', proof: 'form-7' },
    ]);
  });

  it('takes the domain of the address for the account, with the signals of the row', async () => {
    await load('email,account.employees,account.seats\na@one.test,5,\nb@one.test,12,7\nc@mail.ru,3,\n');

    expect(await service.database.query('SELECT key, attributes FROM accounts')).toEqual([{ key: 'one.test', attributes: { employees: 5, seats: 7 } }]);
  });

  it('counts what the first row tells of an account, however far the other is, and changes nothing when such a file comes again', async () => {
    const file = `email,account,account.employees\nboss@gmail.com,giant,5000\n${Array.from({ length: 5200 }, (_, n) => `u${n}@gmail.com,,\n`).join('')}shop@gmail.com,giant,3\n`;
    const account = (): Promise<unknown> => service.database.query(`SELECT tier, attributes, version, facts FROM accounts WHERE key = 'giant'`);
    await load(file);
    const before = await account();
    expect(before).toMatchObject([{ tier: 'ENTERPRISE', attributes: { employees: 5000 }, facts: 1 }]);

    expect(await load(file)).toMatchObject({ unchanged: 5202, updated: 0 });
    expect(await account()).toEqual(before);
    expect(await load(file.replace('giant,5000', 'giant,6000'))).toMatchObject({ updated: 1, unchanged: 5201 });
    expect(await account()).toMatchObject([{ attributes: { employees: 6000 } }]);
  });

  it('finds who is known far down in a list of new people', async () => {
    await load('email,external_id,name\nu16000@one.test,,Ann\nother@one.test,X9,Bob\n');
    const file = `email,external_id,name,city\n${Array.from({ length: 16_500 }, (_, n) => `u${n}@one.test,${n === 16_100 ? 'X9' : ''},,Oslo\n`).join('')}`;

    expect(await load(file)).toMatchObject({ rows: 16_500, created: 16_498, updated: 2, rejected: 0, agreed: 0 });
    const rows = await service.database.query(`SELECT email, name, attributes FROM contacts WHERE name IS NOT NULL ORDER BY name`);
    expect(rows).toEqual([{ email: 'u16000@one.test', name: 'Ann', attributes: { city: 'Oslo' } }, { email: 'u16100@one.test', name: 'Bob', attributes: { city: 'Oslo' } }]);
    expect(await load(file)).toMatchObject({ created: 0, updated: 0, unchanged: 16_500 });
  });

  it('changes and publishes nothing when the same file comes twice', async () => {
    const file = `email,name,consent,account.employees\n${Array.from({ length: 6000 }, (_, n) => `u${n}@c${n % 300}.test,N ${n},yes,${n % 300}`).join('\n')}`;
    await load(file, '?consentSource=fair');
    const before = (await service.published(contactsChanged)).flatMap(({ contacts: changed }) => changed);

    const again = await load(file, '?consentSource=fair');

    expect(before.length).toBeGreaterThanOrEqual(6000);
    expect(new Set(before.map(({ contactId }) => contactId)).size).toBe(6000);
    expect(again).toMatchObject({ created: 0, unchanged: 6000 });
    expect((await service.published(contactsChanged)).flatMap(({ contacts: changed }) => changed)).toHaveLength(before.length);
    expect(await service.database.query('SELECT count(*)::int FROM consents')).toEqual([{ count: 6000 }]);
  });

  it('counts a row whose account alone is another now as changed, one for each account, in a trial too', async () => {
    const list = (employees: number, consent: string): string =>
      `email,account,account.employees,consent.tracking\na@one.test,crm-1,${employees},\nb@one.test,crm-1,${employees},\nc@two.test,crm-2,7,\nd@gmail.com,crm-3,${employees},${consent}\n`;
    await load(list(5, ''), '?consentSource=fair');

    const trial = await load(list(6, 'yes'), '?dryRun=true&consentSource=fair');
    const done = await load(list(6, 'yes'), '?consentSource=fair');
    const again = await load(list(6, 'yes'), '?consentSource=fair');

    expect([trial, done, again]).toMatchObject([{ updated: 2, unchanged: 2 }, { updated: 2, unchanged: 2 }, { updated: 0, unchanged: 4 }]);
    const { body } = await service.post('/v1/contacts', { contacts: [{ email: 'c@two.test', account: { key: 'crm-2', signals: { employees: 8 } } }] });
    expect(body).toMatchObject({ created: 0, updated: 1, unchanged: 0 });
  });

  it('adds to what is known and leaves alone what the file does not tell', async () => {
    await load('email,name,city,visits\na@one.test,Anna,Oslo,3\n');

    const second = await load('email,name,visits,plan\na@one.test,,4,pro\n');

    expect(second).toMatchObject({ updated: 1 });
    expect(await contacts()).toMatchObject([{ name: 'Anna', attributes: { city: 'Oslo', visits: 4, plan: 'pro' }, version: '2' }]);
  });

  it('does not revive a consent that was withdrawn', async () => {
    await load('email,consent\na@one.test,yes\n', '?consentSource=fair');
    const [contact] = await contacts();
    await service.post(`/v1/contacts/${String(contact?.['id'])}/consents`, { granted: false, source: 'phone' });

    const again = await load('email,consent\na@one.test,yes\n', '?consentSource=fair');

    expect(again).toMatchObject({ unchanged: 1 });
    expect(await contacts()).toMatchObject([{ advertising_consent: false }]);
  });

  it('refuses consents of which nobody says where they were given', async () => {
    const { status, body } = await importCsv(service, 'email,consent\na@one.test,yes\n');

    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ field: 'query.consentSource' }] } });
    expect(await contacts()).toEqual([]);
  });

  it('knows a contact by his external id where his address is another, and keeps him with what he has', async () => {
    await load('email,external_id,city\na@one.test,1,Oslo\n');
    const [before] = await contacts();

    const trial = await load('email,external_id\nb@one.test,1\n', '?dryRun=true');
    const filled = await load('email,external_id,plan\nb@one.test,1,free\n', '?update=fill');
    const moved = await load('email,external_id\nb@one.test,1\n');
    const again = await load('email,external_id\nb@one.test,1\n');

    expect([trial, filled, moved, again]).toMatchObject([{ created: 0, updated: 1 }, { created: 0, updated: 1 }, { created: 0, updated: 1 }, { unchanged: 1 }]);
    expect(await contacts()).toMatchObject([{ id: before?.id, email: 'b@one.test', external_id: '1', attributes: { city: 'Oslo', plan: 'free' } }]);
  });

  it('rejects a row whose two keys are of two contacts, and the second of two rows with one external id', async () => {
    await load('email,external_id\na@one.test,1\nb@one.test,\n');

    const outcome = await load('email,external_id\nb@one.test,1\nc@one.test,2\nd@one.test,2\n');

    expect(outcome).toMatchObject({ created: 1, rejected: 2, rejections: [{ line: 2, column: 'external_id' }, { line: 4, column: 'external_id' }] });
    expect((await contacts()).map(({ email }) => email)).toEqual(['a@one.test', 'b@one.test', 'c@one.test']);
  });

  it('rejects the second of two rows with one external id each time the file comes', async () => {
    const file = 'email,external_id,consent\na@one.test,1,yes\nb@one.test,1,yes\n';
    const lines = ['a', 'b'].map((name) => JSON.stringify({ email: `${name}@two.test`, externalId: '2' })).join('\n');
    const loadLines = async (): Promise<unknown> => (await service.call('POST', '/v1/imports', { raw: { content: lines, type: 'application/x-ndjson' } })).body;

    const outcomes = [await load(file, '?consentSource=fair'), await load(file, '?consentSource=fair'), await loadLines(), await loadLines()];

    const rejected = (line: number): object => ({ rejected: 1, rejections: [{ line, column: 'external_id' }] });
    expect(outcomes).toMatchObject([{ created: 1, ...rejected(3) }, { unchanged: 1, ...rejected(3) }, { created: 1, ...rejected(2) }, { unchanged: 1, ...rejected(2) }]);
    expect((await contacts()).map(({ email }) => email)).toEqual(['a@one.test', 'a@two.test']);
  });

  it('says what a file would do without doing it', async () => {
    await load('email,name\na@one.test,A\nb@one.test,B\n');

    const outcome = await load('email,name\na@one.test,A\nb@one.test,C\nnew@one.test,N\nbad,x\n', '?dryRun=true');

    expect(outcome).toMatchObject({ created: 1, updated: 1, unchanged: 1, rejected: 1 });
    expect(await contacts()).toHaveLength(2);
  });

  it('withdraws a consent where the file says no, and grants it to nobody who withdrew it', async () => {
    await load('email,consent\na@one.test,yes\nb@one.test,yes\n', '?consentSource=fair');

    await load('email,consent\na@one.test,нет\nb@one.test,\n', '?consentSource=list of refusals');
    await load('email,consent\na@one.test,yes\nb@one.test,yes\n', '?consentSource=fair');

    expect((await contacts()).map(({ advertising_consent }) => advertising_consent)).toEqual([false, true]);
  });

  it('reads the size of a company as people write it, and rejects what is no number', async () => {
    const outcome = await load(
      'email;account.Employees;account.revenue\na@one.test;12 000;\nb@two.test;"12,000";\nc@three.test;12.000;\nd@four.test;about 900;\ne@five.test;;3.000.000.000\n',
    );

    expect(outcome.rejections.map(({ line, column }) => [line, column])).toEqual([[4, 'account.Employees'], [5, 'account.Employees']]);
    expect(await service.database.query('SELECT key, tier, attributes FROM accounts ORDER BY key')).toEqual([
      { key: 'five.test', tier: 'ENTERPRISE', attributes: { revenue: 3e9 } },
      { key: 'one.test', tier: 'ENTERPRISE', attributes: { employees: 12_000 } },
      { key: 'two.test', tier: 'ENTERPRISE', attributes: { employees: 12_000 } },
    ]);
  });
});
