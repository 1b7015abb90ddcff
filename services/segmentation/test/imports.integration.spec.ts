import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactsChanged } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import iconv from 'iconv-lite';
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
        'b@gmail.com,,,,no,,,,,,,\n',
      '?consentSource=fair&consentProof=form-7',
    );

    expect(outcome).toMatchObject({ state: 'done', rows: 2, created: 2, rejected: 0, rejections: [] });
    expect(await contacts()).toMatchObject([
      {
        email: 'anna@example.com', external_id: '7', name: 'Anna "Ann" B', language: 'en', key: 'acme', account_name: 'Acme Ltd',
        attributes: { city: 'Oslo, N', visits: 3, vip: true, zip: '0150' }, advertising_consent: true,
      },
      { email: 'b@gmail.com', key: null, advertising_consent: null },
    ]);
    expect(await service.database.query('SELECT purpose, granted, source, proof FROM consents')).toEqual([
      { purpose: 'advertising', granted: true, source: 'fair', proof: 'form-7' },
    ]);
  });

  it('takes the domain of the address for the account, with the signals of the row', async () => {
    await load('email,account.employees\na@one.test,5\nb@one.test,12\nc@mail.ru,3\n');

    expect(await service.database.query('SELECT key, attributes FROM accounts')).toEqual([{ key: 'one.test', attributes: { employees: 12 } }]);
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
      [3, 'email'], [4, 'name'], [7, 'name'], [8, ''], [9, ''], [10, 'email'], [11, 'consent'], [12, 'name'], [13, 'email'], [14, 'email'], [15, 'name'],
    ]);
    expect(outcome.rejections[5]?.reason).toBe('the same address is in line 2');
    expect((await contacts()).map(({ email, name }) => [email, name])).toEqual([
      ['good1@one.test', 'Gus'], ['good2@one.test', 'two\nlines'], ['good3@one.test', '😀 Gül'], ['nul@one.test', 'ab'],
    ]);
    expect(outcome).toMatchObject({ rows: 15, created: 4, rejected: 11 });
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
      expect(outcome).toMatchObject({ created: 1, rejections: [{ line: 2, column: 'email' }] });
      expect(await contacts()).toMatchObject([{ email: 'a@xn--e1afmkfd.xn--p1ai', name: 'Ёлка; ель' }]);
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
    ['a file without the column email', 'name,city\na,b\n', '', 'no column "email"'],
    ['a column without a title', 'email,,city\na@one.test,1,2\n', '', 'no title'],
    ['a title that is there twice', 'email,city,city\na@one.test,1,2\n', '', 'twice'],
    ['a header with a broken quote', 'email,"city\na@one.test,1\n', '', 'header'],
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

  it('rejects who claims the external id of somebody else', async () => {
    await load('email,external_id\na@one.test,1\n');

    const outcome = await load('email,external_id\nb@one.test,1\nc@one.test,2\nd@one.test,2\n');

    expect(outcome).toMatchObject({ created: 1, rejected: 2, rejections: [{ line: 2, column: 'external_id' }, { line: 4, column: 'external_id' }] });
  });

  it('says what a file would do without doing it', async () => {
    await load('email,name\na@one.test,A\nb@one.test,B\n');

    const outcome = await load('email,name\na@one.test,A\nb@one.test,C\nnew@one.test,N\nbad,x\n', '?dryRun=true');

    expect(outcome).toMatchObject({ created: 1, updated: 1, unchanged: 1, rejected: 1 });
    expect(await contacts()).toHaveLength(2);
  });

  it('keeps what came before when the connection ends, and says how far it came', async () => {
    const lines = Array.from({ length: 12_000 }, (_, n) => `u${n}@one.test,Name`).join('\n');
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`email,name\n${lines}\n`));
        setTimeout(() => controller.error(new Error('cut')), 1500);
      },
    });
    const { headers } = new Request('http://x', { headers: { 'content-type': 'text/csv' } });
    const { signActor } = await import('@widecast/service-kit');
    headers.set('x-widecast-actor', signActor({ id: 'test', name: 'test', scopes: ['*'] }, 'a secret of tests, thirty-two characters'));
    await fetch(`${service.running.url}/v1/imports`, { method: 'POST', body: broken, headers, duplex: 'half' }).catch(() => undefined);

    const { waitUntil } = await import('@widecast/testing');
    const state = await waitUntil(
      async () => (await service.database.query<{ state: string; created: number; last_line: number }>(`SELECT * FROM imports WHERE state = 'failed'`))[0],
      { what: 'the import to fail' },
    );
    expect(state).toMatchObject({ created: 10_000, last_line: 10_001, problem: 'the connection ended before the file did' });
    expect(await service.database.query('SELECT count(*)::int FROM contacts')).toEqual([{ count: 10_000 }]);
  });

  it('shows nobody an import that is not there', async () => {
    expect((await service.get(`/v1/imports/${randomUUID()}`)).status).toBe(404);
    expect((await service.get('/v1/imports/7')).status).toBe(422);
  });
});
