import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { signActor } from '@widecast/service-kit';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { ImportsService } from '../src/imports/imports.service.ts';
import { ImportWatch } from '../src/imports/import-watch.ts';
import { segmentation } from '../src/index.ts';
import { forgetEverything, importCsv, type ImportBody } from './support.ts';

const SECRET = 'a secret of tests, thirty-two characters';

describe('ends of imports', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const file = (rows: number): string => `email,name\n${Array.from({ length: rows }, (_, n) => `u${n}@one.test,Name`).join('\n')}\n`;
  const stateOf = async (id: string): Promise<unknown> => (await service.get(`/v1/imports/${id}`)).body;
  const created = async (): Promise<number> => (await service.database.query<{ n: number }>('SELECT coalesce(sum(created), 0)::int AS n FROM imports'))[0]?.n ?? 0;
  const begun = async (touched: string, id = randomUUID()): Promise<string> => {
    await service.database.query(`INSERT INTO imports (id, touched_at) VALUES ($1, now() - $2::interval)`, [id, touched]);
    return id;
  };

  it('keeps what came before when the connection ends, says how far it came, and the same file goes on', async () => {
    const cut = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode(file(12_000)));
        await waitUntil(async () => (await created()) === 10_000, { what: 'two batches', timeout: 60_000 });
        controller.error(new Error('cut'));
      },
    });
    const headers = { 'content-type': 'text/csv', 'x-widecast-actor': signActor({ id: 'test', name: 'test', scopes: ['*'] }, SECRET) };
    await fetch(`${service.running.url}/v1/imports`, { method: 'POST', body: cut, headers, duplex: 'half' }).catch(() => undefined);

    const state = await waitUntil(async () => (await service.database.query(`SELECT * FROM imports WHERE state = 'failed'`))[0], { what: 'the import to fail' });
    expect(state).toMatchObject({ created: 10_000, last_line: 10_001, problem: 'the connection ended before the file did' });
    const { body } = await importCsv(service, file(12_000));
    expect(body).toMatchObject({ state: 'done', created: 2000, unchanged: 10_000 });
  });

  it('has written what came before the connection ended when it says how far it came', async () => {
    const cut = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(file(12_000)));
      throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    };
    const settings = { consentSource: undefined, consentProof: undefined, consents: [], delimiter: undefined, encoding: 'auto', format: 'csv', update: 'overwrite', dryRun: false, titles: { guesses: 'told', meanings: new Map() }, actor: 'test' } as const;

    await expect(service.running.app.get(ImportsService).run(cut(), settings)).rejects.toThrow('What came before line 10002 is imported');
    expect(await service.database.query('SELECT count(*)::int AS n FROM contacts')).toEqual([{ n: 10_000 }]);
  });

  it('fails an import of which nobody has heard for long, and none that is alive', async () => {
    const [watch, slow] = [service.running.app.get(ImportWatch), randomUUID()];
    // Before it is in the table: the watch of the service looks by itself, too.
    watch.begin(slow);
    const [killed, quiet] = [await begun('3 minutes'), await begun('1 minute'), await begun('3 minutes', slow)];

    await watch.turn();
    watch.end(slow);

    expect(await stateOf(killed)).toMatchObject({ state: 'failed', problem: expect.stringContaining('import the file again') as unknown });
    expect([await stateOf(quiet), await stateOf(slow)]).toMatchObject([{ state: 'running' }, { state: 'running' }]);
  });

  it('lists imports, the newest first, a page at a time', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push(((await importCsv(service, file(n + 1))).body as ImportBody).importId);
    const first = (await service.get('/v1/imports?limit=2')).body as { imports: { importId: string; rows: number }[]; after: string };

    const second = (await service.get(`/v1/imports?limit=2&after=${first.after}`)).body as typeof first;

    expect([...first.imports, ...second.imports].map(({ importId, rows }) => [importId, rows])).toEqual([[ids[2], 3], [ids[1], 2], [ids[0], 1]]);
    expect(second.after).toBeNull();
  });

  it('shows nobody an import that is not there', async () => {
    expect((await service.get(`/v1/imports/${randomUUID()}`)).status).toBe(404);
    expect((await service.get('/v1/imports/7')).status).toBe(422);
  });
});
