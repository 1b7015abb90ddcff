import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { createSegment, forgetEverything, importCsv, membersOf, type ImportBody } from './support.ts';

describe('kinds of imports', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const load = async (content: string | Buffer, query = '', type = 'text/csv'): Promise<ImportBody> => {
    const { status, body } = await service.call('POST', `/v1/imports${query}`, { raw: { content, type } });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as ImportBody;
  };
  const contacts = (): Promise<Record<string, unknown>[]> =>
    service.database.query('SELECT c.*, a.name AS account_name, a.attributes AS signals FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id ORDER BY email');

  it('takes a JSON object a line, and tells of lines that are no contacts', async () => {
    const good = JSON.stringify({ email: 'Anna@One.test', name: 'Anna', attributes: { visits: 3 }, consent: { granted: true, source: 'fair' } });
    const file = [good, '', 'no json', '{"name":"x"}', '{"email":"b@one.test","visits":1}', '{"email":"c@one.test","consent":{"granted":true}}', good].join('\n');

    const outcome = await load(file, '', 'application/x-ndjson');
    const again = await load(gzipSync(file), '', 'application/x-ndjson');

    expect(outcome).toMatchObject({ created: 1, rejected: 5 });
    expect(outcome.rejections.map(({ line, column }) => [line, column])).toEqual([[3, 'email'], [4, 'email'], [5, ''], [6, 'consent.source'], [7, 'email']]);
    expect(again).toMatchObject({ created: 0, unchanged: 1 });
    expect(await contacts()).toMatchObject([{ email: 'anna@one.test', attributes: { visits: 3 }, advertising_consent: true }]);
  });

  it('reads packed files and titles that mean something else', async () => {
    await load(gzipSync('E-Mail;Firma;Mitarbeiter\na@one.test;One GmbH;12\n'), '?columns=Firma%3Daccount_name%3BMitarbeiter%3Daccount.employees');

    expect(await contacts()).toMatchObject([{ email: 'a@one.test', account_name: 'One GmbH', signals: { employees: 12 } }]);
    expect((await importCsv(service, 'email\na@one.test\n', '?columns=Firma%3Daccount_name')).body).toMatchObject({ errors: [{ field: 'query.columns' }] });
  });

  it('says what columns mean and what others look like, uses it on demand, and takes no consent from a title', async () => {
    const file = 'Почта;Имя;Компания;Сотрудников;Город;Согласие\na@one.test;Анна;Раз;12;Тула;да\n';
    const trial = (await importCsv(service, file, '?dryRun=true')).body as { columns: object; suggested: object; hints: string[] };

    expect(trial.columns).toEqual({ 'Почта': 'email', 'Имя': 'attributes.Имя', 'Компания': 'attributes.Компания', 'Сотрудников': 'attributes.Сотрудников', 'Город': 'attributes.Город', 'Согласие': 'attributes.Согласие' });
    expect(trial.suggested).toEqual({ 'Имя': 'name', 'Компания': 'account_name', 'Сотрудников': 'account.employees', 'Согласие': 'consent' });
    expect(trial.hints.slice(1)).toEqual([
      expect.stringContaining('columns=Согласие=consent, and consentSource'), expect.stringContaining('columns=Имя=name;Компания=account_name;Сотрудников=account.employees, or columns=suggested'),
    ]);

    expect((await importCsv(service, file, '?columns=suggested')).body).toMatchObject({ created: 1, agreed: 0, columns: { 'Сотрудников': 'account.employees' }, suggested: { 'Согласие': 'consent' } });
    expect(await contacts()).toMatchObject([{ name: 'Анна', account_name: 'Раз', signals: { employees: 12 }, attributes: { 'Город': 'Тула', 'Согласие': 'да' }, advertising_consent: null }]);
  });

  it('says in a trial what a real import then does and refuses, whatever the file', async () => {
    await load('email,external_id,consent.tracking,account.employees\nknown@one.test,k1,,5\nother@two.test,k2,,6\nasked@six.test,,yes,\n', '?consentSource=fair');
    await service.post('/v1/erasures', { email: 'erased@three.test' });
    const signals = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => `account.s${from + n}`);
    const attributes = Array.from({ length: 201 }, (_, n) => `a${n}`);
    const report = async (file: string, query: string) => {
      const { status, body } = await importCsv(service, file, query);
      const { created, updated, unchanged, rejected, rejections, detail } = body as ImportBody & { detail?: string };
      return { status, created, updated, unchanged, rejected, rejections, detail };
    };
    const files: readonly (readonly [string, string])[] = [
      [`email,account,${signals(0, 201).join(',')}\nwide@one.test,wide.test,${signals(0, 201).fill('1').join(',')}\nsame@one.test,wide.test${','.repeat(201)}\n`, ''],
      [`email,account,${signals(0, 150).join(',')}\nhalf@one.test,half.test,${signals(0, 150).fill('1').join(',')}\n`, ''],
      [`email,account,${signals(150, 260).join(',')}\nmore@one.test,half.test,${signals(150, 260).fill('1').join(',')}\nfine@four.test,${','.repeat(110)}\n`, ''],
      [`email,${attributes.join(',')}\nmany@one.test,${attributes.fill('x').join(',')}\n`, ''],
      ['email,external_id\nknown@one.test,k2\nnew@one.test,k1\nerased@three.test,k9\nerased2@three.test,k2\n', ''],
      ['email,consent.tracking,consent.personal_data\nknown@one.test,yes,\nasked@six.test,yes,\nother@two.test,,no\nnew@seven.test,yes,yes\n', '&consentSource=fair'],
      ['email,name\nknown@one.test,Knut\nother@two.test,\nnew@eight.test,Nora\n', '&update=never'],
      ['email,name\nknown@one.test,Knut\nother@two.test,\nnew@nine.test,Nora\n', '&update=fill'],
    ];

    for (const [file, query] of files) {
      const trial = await report(file, `?dryRun=true${query}`);
      expect(await report(file, `?dryRun=false${query}`)).toEqual(trial);
    }
  });

  it('fills only what is empty, or leaves known contacts alone, and hears refusals in any case', async () => {
    await load('email,name,city,consent,account.employees\na@one.test,Anna,,yes,5\n', '?consentSource=fair');

    const filled = await load('email,name,city,account.employees,account.region\na@one.test,Other,Oslo,900,north\n', '?update=fill');
    const added = await load('email,name\na@one.test,Other\nb@two.test,Ben\n', '?update=never');
    expect(await contacts()).toMatchObject([{ name: 'Anna', attributes: { city: 'Oslo' }, signals: { employees: 5, region: 'north' } }, { name: 'Ben' }]);
    const refused = await load('email,name,consent\na@one.test,Other,no\n', '?update=never&consentSource=phone');

    expect([filled, added, refused]).toMatchObject([{ updated: 1 }, { created: 1, unchanged: 1 }, { updated: 1 }]);
    expect((await contacts())[0]).toMatchObject({ name: 'Anna', advertising_consent: false });
  });

  it('fills what was taken away by null, and says so in a trial', async () => {
    await load('email,city,plan\na@one.test,Oslo,basic\n');
    const segment = await createSegment(service, 'in Bern', { field: 'attributes.city', op: 'eq', value: 'Bern' });
    await service.post('/v1/contacts', { contacts: [{ email: 'a@one.test', attributes: { city: null } }] });

    const file = 'email,city,plan\na@one.test,Bern,plus\n';
    const told = [await load(file, '?update=fill&dryRun=true'), await load(file, '?update=fill'), await load(file, '?update=fill')];
    expect(told).toMatchObject([{ updated: 1 }, { updated: 1 }, { updated: 0, unchanged: 1 }]);
    expect(await contacts()).toMatchObject([{ attributes: { city: 'Bern', plan: 'basic' } }]);
    expect(await membersOf(service, segment)).toHaveLength(1);
  });

  it('sees that the same file would change something again once the contact or the account was changed', async () => {
    const file = 'email,name,account.employees\na@one.test,Anna,5\nb@two.test,Ben,6\n';
    await load(file);
    await service.post('/v1/contacts', { contacts: [{ email: 'a@one.test', name: 'Other' }, { email: 'c@two.test', account: { signals: { employees: 7 } } }] });

    const again = await load(file);

    expect(again).toMatchObject({ created: 0, updated: 2, unchanged: 0 });
    expect(await contacts()).toMatchObject([{ name: 'Anna' }, { signals: { employees: 6 } }, {}]);
    expect(await load(file)).toMatchObject({ updated: 0, unchanged: 2 });
  });

  it('imports the same file twice at once and writes everybody once', async () => {
    const segment = await createSegment(service, 'Oslo', { field: 'attributes.city', op: 'eq', value: 'Oslo' });
    const file = `email,city,consent\n${Array.from({ length: 6000 }, (_, n) => `u${n}@c${n % 700}.test,Oslo,yes`).join('\n')}\n`;

    const both = await Promise.all([load(file, '?consentSource=fair'), load(file, '?consentSource=fair')]);

    expect(both[0].created + both[1].created).toBe(6000);
    expect(both[0].unchanged + both[1].unchanged).toBe(6000);
    expect(await service.database.query('SELECT count(*)::int AS contacts, (SELECT count(*)::int FROM consents) AS consents FROM contacts')).toEqual([{ contacts: 6000, consents: 6000 }]);
    expect(await membersOf(service, segment)).toHaveLength(6000);
  });
});
