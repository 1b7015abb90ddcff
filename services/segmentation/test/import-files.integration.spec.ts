import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import iconv from 'iconv-lite';
import { segmentation } from '../src/index.ts';
import { importCsv, type ImportBody } from './support.ts';

describe('files to import', () => {
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

  it('reports bad rows with line, column and reason, and takes the good ones', async () => {
    const outcome = await load(
      [
        'email,name,consent', 'good1@one.test,Gus,yes', 'bad,Bea,yes', 'x@one.test,"broken" quote,yes', 'good2@one.test,"two\nlines",no',
        'y@one.test,in "the" middle,yes', 'few@one.test', 'many@one.test,a,b,c', 'GOOD1@one.test,Twin,yes', 'z@one.test,Zoe,perhaps',
        `big@one.test,${'x'.repeat(70_000)},yes`, `${'l'.repeat(65)}@one.test,Long,yes`, `long@${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(63)}.test,Long,yes`,
        'w@one.test,"never closed,yes', 'good3@one.test,😀 Gül,yes', 'nul@one.test,a\0b,yes', '',
      ].join('\n'),
      '?consentSource=fair',
    );

    expect(outcome.rejections.map(({ line, column }) => [line, column])).toEqual([
      [3, 'email'], [4, 'name'], [8, ''], [9, ''], [10, 'email'], [11, 'consent'], [12, 'name'], [13, 'email'], [14, 'email'], [15, 'name'],
    ]);
    expect(outcome.rejections[4]?.reason).toBe('the same address is in line 2');
    expect((await contacts()).map(({ email, name }) => [email, name])).toEqual([
      ['good1@one.test', 'Gus'], ['good2@one.test', 'two\nlines'], ['good3@one.test', '😀 Gül'], ['nul@one.test', 'ab'], ['y@one.test', 'in "the" middle'],
    ]);
    expect(outcome).toMatchObject({ rows: 15, created: 5, rejected: 10 });
  });

  it('reads lines that end with CR alone, also where they come in pieces', async () => {
    const rows = Array.from({ length: 8000 }, (_, number) => `cr${number}@one.test,Name of ${number}`);
    const short = await load('email,name\ra@one.test,Ann\rb@one.test,Bob');
    const long = await load(`email,name\r${rows.join('\r')}\r`);

    expect(short).toMatchObject({ rows: 2, created: 2, rejected: 0 });
    expect(long).toMatchObject({ rows: 8000, created: 8000, rejected: 0 });
  });

  it('loses only the row of a byte that does not belong to the encoding', async () => {
    const outcome = await load(Buffer.concat([Buffer.from('email,name\ngood@one.test,Grüße\nbad@one.test,x'), Buffer.from([0xff]), Buffer.from('\n')]));

    expect(outcome).toMatchObject({ created: 1, rejections: [{ line: 3, column: 'name' }] });
    expect(await contacts()).toMatchObject([{ email: 'good@one.test', name: 'Grüße' }]);
  });

  it('gives the rejections as a CSV file that no spreadsheet runs', async () => {
    const { importId } = await load('email,=evil()\nno,1\na@one.test\n');

    const { body } = await service.get(`/v1/imports/${importId}/rejections`);

    expect(body).toBe('line,column,reason\r\n2,"email","give an address like name@example.com"\r\n3,"","the row has 1 cells, the header 2"\r\n');
  });

  it('skips a cell of 10 MB without keeping it', async () => {
    const outcome = await load(`email,name\na@one.test,${'x'.repeat(10_000_000)}\nb@one.test,"${'y'.repeat(10_000_000)}"\nc@one.test,C\n`);

    expect(outcome).toMatchObject({ created: 1, rejected: 2, rejections: [{ line: 2, column: 'name' }, { line: 3, column: 'name' }] });
  });

  it('reads UTF-8 with and without a mark, CP1251, CP1252 and UTF-16', async () => {
    const cyrillic = 'email;name\r\nпочта@пример.рф;Привет\r\na@пример.рф;"Ёлка; ель"\r\n';
    const western = 'email;name\na@one.test;Zoë Müller\n';
    const files = [
      Buffer.from(`\uFEFF${cyrillic}`), Buffer.from(cyrillic), iconv.encode(cyrillic, 'win1251'), iconv.encode(cyrillic, 'utf-16le', { addBOM: true }),
      iconv.encode(cyrillic, 'utf-16be', { addBOM: true }), iconv.encode(cyrillic, 'utf-16le'),
    ];
    for (const file of files) {
      await service.database.query('TRUNCATE contacts, accounts CASCADE');
      const outcome = await load(file);
      expect(outcome).toMatchObject({ created: 2, rejections: [] });
      expect(await contacts()).toMatchObject([{ email: 'a@xn--e1afmkfd.xn--p1ai', name: 'Ёлка; ель' }, { email: 'почта@xn--e1afmkfd.xn--p1ai', name: 'Привет' }]);
    }
    await load(iconv.encode(western, 'win1252'));
    expect((await contacts())[0]).toMatchObject({ email: 'a@one.test', name: 'Zoë Müller' });
  });

  it('finds the encoding where the first other letter comes late', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `u${n}@one.test,Name`).join('\n');

    const outcome = await load(iconv.encode(`email,name\n${lines}\nlast@one.test,Привет\n`, 'win1251'));

    expect(outcome).toMatchObject({ created: 20_001 });
    expect(await service.database.query(`SELECT name FROM contacts WHERE email = 'last@one.test'`)).toEqual([{ name: 'Привет' }]);
  });

  it.each([
    ['an empty file', '', '', 'empty'],
    ['a file without the column email', 'name,city\na,b\n', '', 'no column "email"; it has "name", "city": name the address'],
    ['a column without a title', 'email,,city\na@one.test,1,2\n', '', 'no title'],
    ['a title that is there twice', 'email,city,city\na@one.test,1,2\n', '', 'twice'],
    ['a header with a broken quote', 'email,"city\na@one.test,1\n', '', 'header'],
    ['a title that programs trip over', 'email,__proto__\na@one.test,1\n', '', '__proto__'],
    ['more columns than anybody reads', `email,${'c,'.repeat(40_000)}d\n`, '', 'at most 500'],
    ['an unknown encoding', 'email\na@one.test\n', '?encoding=klingon', 'klingon'],
    ['a workbook', Buffer.from('504b030414000600', 'hex'), '', 'workbook'],
  ])('refuses %s and does nothing', async (_what, file, query, reason) => {
    const { status, body } = await importCsv(service, file, query);

    expect(status).toBe(422);
    expect((body as { detail: string }).detail).toContain(reason);
    expect(await service.database.query('SELECT 1 FROM imports')).toEqual([]);
  });

  it('refuses a body that is no CSV', async () => {
    const { status } = await service.post('/v1/imports', { contacts: [] });

    expect(status).toBe(422);
  });
});
