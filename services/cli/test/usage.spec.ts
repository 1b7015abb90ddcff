import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SERVICES } from '@widecast/contracts';
import { CliWorld } from './cli-world.ts';
import { buildCli, runCli } from './run-cli.ts';

describe('widecast', () => {
  let world: CliWorld;

  beforeAll(async () => {
    await buildCli();
    world = await CliWorld.open();
  }, 60_000);

  afterAll(() => world.close());

  beforeEach(() => world.forget());

  it('explains itself and each command, with examples', async () => {
    const whole = await runCli(['--help']);
    const one = await runCli(['campaigns', 'launch', '--help']);

    expect(whole.status).toBe(0);
    for (const command of ['status', 'import', 'contacts', 'tiers', 'segments', 'brands', 'templates', 'campaigns', 'tickets', 'funnels', 'behaviour', 'report', 'dead-letters', 'stopped', 'keys', 'openapi']) {
      expect(whole.out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
    expect(one.out).toContain('$ widecast campaigns launch');
    expect(one.out).toContain('WIDECAST_API_KEY');
  });

  it('ends with 2 and one line on wrong usage', async () => {
    const answers = await Promise.all([runCli(['statsu']), world.run('contacts', 'show'), world.run('stopped', 'list', '--service', 'gateway')]);

    expect(answers.map(({ status }) => status)).toEqual([2, 2, 2]);
    expect(answers[1]?.problem).toBe("widecast: missing required argument 'who'\n");
    expect(answers[2]?.problem).toContain(`Allowed choices are ${SERVICES.join(', ')}.`);
  });

  it('says in one line where Widecast does not answer', async () => {
    const { status, out, problem } = await runCli(['tiers', '--url', 'http://127.0.0.1:9']);

    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(problem).toMatch(/^widecast: Widecast does not answer at http:\/\/127\.0\.0\.1:9 \(.+\); is it running\?.*\n$/);
  });

  it('asks for a key where there is none', async () => {
    const { status, problem } = await runCli(['tiers', '--url', world.gateway.url], { env: { WIDECAST_API_KEY: '' } });

    expect({ status, problem }).toEqual({ status: 1, problem: expect.stringContaining('no API key') });
    expect(world.gateway.asked()).toEqual([]);
  });

  it('tells a problem with its fields in one line', async () => {
    world.gateway.on('POST /v1/segments', { title: 'Invalid', detail: 'The rule is not valid', errors: [{ field: 'body.rule.all.0', message: 'knows no field "tyre"' }] }, 422);

    const { status, out, problem } = await world.run('segments', 'create', 'x', await world.file('rule.json', '{"all":[]}'));

    expect({ status, out, problem }).toEqual({ status: 1, out: '', problem: 'widecast: The rule is not valid (body.rule.all.0: knows no field "tyre")\n' });
  });

  it('says whether Widecast is ready, without a key, and fails when it is not', async () => {
    world.gateway.on('GET /readyz', { status: 'not ready', checks: { database: 'ok', triage: 'does not answer' } }, 503);

    const { status, out, problem } = await runCli(['status', '--url', world.gateway.url], { env: { WIDECAST_API_KEY: '' } });

    expect({ status, problem }).toEqual({ status: 1, problem: 'widecast: Widecast is not ready\n' });
    expect(out).toMatch(/triage +does not answer/);
  });

  it('says in one line what a mistyped command may have been meant to be', async () => {
    const { status, problem } = await world.run('tickets', 'lits');

    expect({ status, problem }).toEqual({ status: 2, problem: "widecast: unknown command 'lits' (Did you mean list?)\n" });
    expect((await world.run('tickets', 'list', '--stat', 'open')).problem).toBe("widecast: unknown option '--stat' (Did you mean --state?)\n");
  });

  it('tells a refused key and a missing right as the API tells them', async () => {
    world.gateway.on('GET /v1/holds', { detail: 'The key lacks the right tickets:read' }, 403);
    world.gateway.on('GET /v1/tiers', { title: 'Not authenticated', detail: 'The key is not known' }, 401);

    const answers = [await world.run('holds'), await world.run('tiers')];

    expect(answers).toEqual([
      { status: 1, out: '', problem: 'widecast: The key lacks the right tickets:read\n' }, { status: 1, out: '', problem: 'widecast: The key is not known\n' },
    ]);
  });

  it('says nothing twice that the API says in its sentence and by field', async () => {
    world.gateway.on('GET /v1/tickets/x', { detail: 'The request has 2 defect(s): params.id Invalid UUID', errors: [{ field: 'params.id', message: 'Invalid UUID' }, { field: 'query', message: 'is odd' }] }, 422);

    expect((await world.run('tickets', 'show', 'x')).problem).toBe('widecast: The request has 2 defect(s): params.id Invalid UUID (query: is odd)\n');
  });

  it('says of every field what is wrong with it', async () => {
    const errors = ['body.legalName', 'body.postalAddress'].map((field) => ({ field, message: 'is missing' }));
    world.gateway.on('GET /v1/tickets/x', { detail: 'The request has 2 defect(s): body.legalName is missing', errors }, 422);

    expect((await world.run('tickets', 'show', 'x')).problem).toBe('widecast: The request has 2 defect(s): body.legalName is missing (body.postalAddress: is missing)\n');
  });

  it('does not repeat a key that cannot be one', async () => {
    const { status, problem } = await world.run('tiers', '--key', 'wck_täst secret');

    expect({ status, problem }).toEqual({ status: 1, problem: 'widecast: the API key has characters that no key has; copy it again\n' });
    expect((await world.run('segments', 'list', '--key', ' wck_test\n')).status).toBe(0);
  });

  it('says in one line that what answers is not Widecast', async () => {
    world.gateway.onText('GET /v1/accounts', '<html>\nsome other page');
    const page = await world.run('accounts', 'list');
    const wrong = await Promise.all([world.run('tiers', '--url', 'ftp://x'), world.run('tiers', '--url', '127.0.0.1:8080')]);

    expect(page).toEqual({ status: 1, out: '', problem: 'widecast: the answer is not JSON; is this the address of Widecast?\n' });
    expect(wrong.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/^widecast: "ftp:\/\/x" is not a URL like .*\n$/), expect.stringMatching(/^widecast: "127\.0\.0\.1:8080" is not a URL like .*\n$/),
    ]);
  });

  it('names the line of a file that is not JSON', async () => {
    const answers = [
      await world.run('brands', 'create', await world.file('broken.json', '{\n  "name": "A"\n  "legalName": "B"\n}')), await world.run('brands', 'create', await world.file('list.json', '[]')),
      await world.run('segments', 'create', 'x', '--rule', '{"all": [}'), await world.run('segments', 'create', 'x'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([1, 1, 1, 1]);
    expect(answers.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('broken.json is not JSON: line 3 should go on with: , or }'), expect.stringContaining('list.json holds no JSON object'),
      'widecast: --rule is not JSON: line 1 should go on with: value or ]\n', 'widecast: say either a file with the rule or --rule JSON\n',
    ]);
    expect(world.gateway.asked()).toEqual([]);
  });
});
