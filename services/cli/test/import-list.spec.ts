import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { buildProgram } from '../src/program.ts';
import { startFakeGateway, type FakeGateway } from './run-cli.ts';

describe('commands about what was imported', () => {
  let gateway: FakeGateway;
  let out = '';

  beforeAll(async () => {
    gateway = await startFakeGateway();
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
  });

  beforeEach(() => {
    out = '';
    gateway.asked();
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await gateway.close();
  });

  const run = (...args: string[]): Promise<unknown> => buildProgram().parseAsync(['--url', gateway.url, '--key', 'wck_test', ...args], { from: 'user' });

  it('lists imports, a page at a time', async () => {
    gateway.on('GET /v1/imports', { imports: [{ importId: 'i1', state: 'failed', rows: 10_000, problem: 'cut off' }], after: null });

    await run('imports', 'list', '--limit', '5', '--after', 'i2');

    expect(gateway.asked()).toMatchObject([{ method: 'GET', url: '/v1/imports?limit=5&after=i2' }]);
    expect(out).toBe('importId  state   rows   problem\ni1        failed  10000  cut off\n');
  });

  it('forgets a contact', async () => {
    gateway.on('DELETE /v1/contacts/c1', undefined, 204);

    await run('contacts', 'forget', 'c1');

    expect(gateway.asked()).toMatchObject([{ method: 'DELETE', url: '/v1/contacts/c1' }]);
    expect(out).toBe('forgotten\n');
  });

  it('finds whom an address names, and says where nobody has it', async () => {
    gateway.on('GET /v1/contacts', { contacts: [{ id: 'c7' }] });
    gateway.on('GET /v1/contacts/c7/personal-data', { contactId: 'c7' });
    await run('privacy', 'export', 'anna@example.com');
    gateway.on('GET /v1/contacts', { contacts: [] });

    await expect(run('contacts', 'show', 'bob@example.com')).rejects.toThrow('there is no contact with the address bob@example.com');
    expect(gateway.asked().map(({ url }) => url)).toEqual(['/v1/contacts?email=anna%40example.com', '/v1/contacts/c7/personal-data', '/v1/contacts?email=bob%40example.com']);
  });

  it('shows a text line by line and a rule as it is written', async () => {
    gateway.on('GET /v1/mailbox/1', { id: 1, text: 'Hello\r\nAnn\u001B[2J\r\n' });
    gateway.on('GET /v1/segments/s1', { name: 'basic', rule: { all: [{ field: 'email' }] } });

    await run('mailbox', 'show', '1');
    await run('segments', 'show', 's1');

    expect(out).toBe('id    1\ntext\n  Hello\n  Ann\uFFFD[2J\nname  basic\nrule\n  {\n    "all": [\n      {\n        "field": "email"\n      }\n    ]\n  }\n');
  });
});
