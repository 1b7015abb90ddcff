import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { findFreePort } from './free-port.ts';
import { isRunning } from './processes.ts';

let folder: string;
let dataDir: string;

const start = (port?: number): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir, durable: false, ...(port === undefined ? {} : { port }) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded postgres '));
  dataDir = join(folder, 'data of mine');
});

afterAll(() => rm(folder, { recursive: true }));

describe('the embedded PostgreSQL', () => {
  it('starts in a path with spaces, in UTF-8 with the builtin C.UTF-8 locale, and keeps its data over a restart', async () => {
    const first = await start();
    await query(first.url, "create table words as select 'Grüße' as word");
    await first.stop();
    const second = await start();

    const [settings] = await query(second.url, 'select datlocale, datlocprovider from pg_database limit 1');
    const words = await query(second.url, 'select word, upper(word) as upper from words');
    await second.stop();

    expect(settings).toEqual({ datlocale: 'C.UTF-8', datlocprovider: 'b' });
    expect(words).toEqual([{ word: 'Grüße', upper: 'GRÜßE' }]);
  });

  it('never runs as root, and keeps the password from other users', async () => {
    const server = await start();
    const owner = (await stat(join(dataDir, 'cluster', 'postmaster.pid'))).uid;
    const { mode } = await stat(join(dataDir, 'password'));
    await server.stop();

    expect(owner).not.toBe(0);
    expect(mode & 0o777).toBe(0o600);
  });

  it('refuses a second start on the same folder while its owner lives', async () => {
    const server = await start();

    await expect(start()).rejects.toMatchObject({ name: 'DataDirectoryInUse', ownerPid: process.pid });

    await server.stop();
  });

  it('of two simultaneous starts lets one win and tells the other why not', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    await Promise.all(won.map(({ value }) => value.stop()));

    expect(won).toHaveLength(1);
    expect(lost.map(({ reason }) => (reason as Error).name)).toEqual(['DataDirectoryInUse']);
  });

  it('is not kept from starting by a lock that a dead process or a crash of the machine has left', async () => {
    const lock = join(dataDir, 'start.lock');
    await writeFile(lock, '999999999');
    await (await start()).stop();
    await writeFile(lock, '');
    await utimes(lock, new Date(0), new Date(0));

    await (await start()).stop();

    await expect(stat(lock)).rejects.toThrow('ENOENT');
  });

  it('is started again on its port when it dies', async () => {
    const server = await start();
    const pid = Number((await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
    process.kill(pid, 'SIGKILL');

    const deadline = Date.now() + 60_000;
    let answer: unknown;
    while (answer === undefined && Date.now() < deadline) answer = await query(server.url, 'select 1 as one').catch(() => delay(100, undefined));

    expect(answer).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('takes over the server of a killed application, or restarts it where another port is wanted', async () => {
    const left = await start();
    await pretendOwnerDied();
    const adopted = await start();
    await left.stop();
    const rows = await query(adopted.url, 'select 1 as one');
    await pretendOwnerDied();
    const restarted = await start(await findFreePort());
    await restarted.stop();

    expect(adopted.port).toBe(left.port);
    expect(rows).toEqual([{ one: 1 }]);
    expect(restarted.port).not.toBe(left.port);
  });

  it('starts nothing again in a folder that another has taken over', async () => {
    await start();
    await pretendOwnerDied();
    await (await start()).stop();
    await delay(1500);

    await expect(stat(join(dataDir, 'cluster', 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('recovers when the server itself was killed and its number now belongs to another program', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n\nready\n`);

    const server = await start();
    const rows = await query(server.url, 'select 1 as one');
    await server.stop();

    expect(rows).toEqual([{ one: 1 }]);
  });

  it('survives an interrupt sent to the process group of the application, and ends at stop()', async () => {
    const server = await start();
    const pid = Number((await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    const group = Number((await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => `) S 0 ${pid}`)).split(') ')[1]?.split(' ')[2]);
    await server.stop();

    expect(group).toBe(pid);
    expect(isRunning(pid)).toBe(false);
  });

  it('says what PostgreSQL said when the port is taken', async () => {
    const server = await start();
    const elsewhere = startEmbeddedPostgres({ dataDir: join(folder, 'second'), port: server.port, durable: false });

    await expect(elsewhere).rejects.toThrow(/Address already in use/);

    await server.stop();
  });
});

/** The owner's number is that of a process that has ended. */
async function pretendOwnerDied(): Promise<void> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  await writeFile(join(dataDir, 'owner.pid'), String(child.pid));
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
