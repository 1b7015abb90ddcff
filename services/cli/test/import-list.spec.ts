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
});
