import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, openAsBlob } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { execute, findFreePort } from '@widecast/testing';
import { cpuOf, microsecondsEach, type Cpu } from './cpu-watch.ts';
import { ResidentMemory } from './resident-memory.ts';

export interface PeerRun {
  readonly rowsPerSecond: number;
  readonly repeatRowsPerSecond: number;
  readonly rssMb: number;
  readonly cpu: Cpu;
}

interface Place {
  /** Where listmonk lies. */
  readonly folder: string;
  /** A folder for its settings and its file. */
  readonly work: string;
  /** A server of PostgreSQL; it gets a database of its own there. */
  readonly databaseUrl: string;
  readonly databaseMark: string;
}

const TOKEN = 'tok';
const DATABASE = 'listmonk_import';

/**
 * The same rows through the import of a real listmonk, by its API, twice: address and name as columns, and all others as the JSON that it
 * takes. What it makes of a row is a subscriber and its place on a list.
 */
export async function importIntoListmonk(place: Place, rows: Iterable<string>, contacts: number): Promise<PeerRun> {
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), place.folder);
  if (!existsSync(join(folder, 'listmonk'))) throw new Error(`${join(folder, 'listmonk')} is not there: --listmonk names the folder of listmonk`);
  await mkdir(place.work, { recursive: true });
  const file = join(place.work, 'subscribers.csv');
  await pipeline(Readable.from(subscribersOf(rows)), createWriteStream(file));
  const { child, api } = await start(folder, place);
  const memory = new ResidentMemory(child.pid ?? 0);
  try {
    const now = (): Cpu => cpuOf(child.pid ?? 0, place.databaseMark);
    const before = now();
    const rowsPerSecond = await importOnce(api, file, contacts);
    const cpu = microsecondsEach(before, now(), contacts);
    return { rowsPerSecond, repeatRowsPerSecond: await importOnce(api, file, contacts), cpu, rssMb: memory.end().peak };
  } finally {
    memory.end();
    child.kill();
    await once(child, 'exit');
  }
}

const ATTRIBUTES = ['language', 'account', 'account_name', 'employees', 'industry', 'region', 'city', 'plan', 'visits', 'signed_up', 'source', 'consent'];

function* subscribersOf(rows: Iterable<string>): Generator<string> {
  yield 'email,name,attributes\n';
  for (const row of rows) {
    const [email = '', name = '', ...cells] = [...row.trimEnd().matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const attributes = Object.fromEntries(cells.flatMap((cell, n) => (cell === '' ? [] : [[ATTRIBUTES[n] ?? `c${n}`, cell]])));
    yield `${email},${name},"${JSON.stringify(attributes).replaceAll('"', '""')}"\n`;
  }
}

type Api = (path: string, init?: RequestInit) => Promise<Response>;

async function start(folder: string, { work, databaseUrl }: Place): Promise<{ child: ChildProcess; api: Api }> {
  const url = new URL(databaseUrl);
  await execute(databaseUrl, `CREATE DATABASE ${DATABASE}`);
  url.pathname = `/${DATABASE}`;
  const port = await findFreePort();
  const config = join(work, 'config.toml');
  await writeFile(config, `[app]\naddress = "127.0.0.1:${port}"\n[db]\nhost = "${url.hostname}"\nport = ${url.port}\nuser = "${url.username}"\npassword = "${decodeURIComponent(url.password)}"\n` +
    `database = "${DATABASE}"\nssl_mode = "disable"\nmax_open = 25\nmax_idle = 25\nmax_lifetime = "300s"\n`);
  const base = ['--config', config, '--static-dir', 'static', '--i18n-dir', 'i18n'];
  const run = (...more: string[]): ChildProcess => spawn(join(folder, 'listmonk'), [...base, ...more], { cwd: folder, stdio: 'ignore', env: { ...process.env, LISTMONK_ADMIN_USER: 'admin', LISTMONK_ADMIN_PASSWORD: 'adminadmin' } });
  const [code] = (await once(run('--install', '--yes'), 'exit')) as [number];
  if (code !== 0) throw new Error(`listmonk could not be set up: it ended with ${code}`);
  await execute(url.href, `INSERT INTO users (username, password_login, password, email, name, type, user_role_id, status)
    VALUES ('api', false, '${createHash('sha256').update(TOKEN).digest('hex')}', 'api@api', 'api', 'api', 1, 'enabled')`);
  const child = run();
  const api: Api = (path, init) => fetch(`http://127.0.0.1:${port}/api/${path}`, { ...init, headers: { authorization: `token api:${TOKEN}` } });
  for (let n = 0; n < 200 && !(await api('lists').then(({ ok }) => ok, () => false)); n += 1) await delay(100);
  return { child, api };
}

/** Rows a second, from the upload to the end of the import. */
async function importOnce(api: Api, file: string, contacts: number): Promise<number> {
  const form = new FormData();
  form.set('params', JSON.stringify({ mode: 'subscribe', subscription_status: 'confirmed', delim: ',', lists: [1], overwrite: true, overwrite_userinfo: true, overwrite_subscription_status: true }));
  form.set('file', await openAsBlob(file), 'subscribers.csv');
  const begun = performance.now();
  const answer = await api('import/subscribers', { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`listmonk refused the file: ${answer.status} ${await answer.text()}`);
  for (;;) {
    const { data } = (await (await api('import/subscribers')).json()) as { data: { status: string; imported: number } };
    if (data.status === 'finished' && data.imported === contacts) break;
    if (data.status !== 'importing' && data.status !== 'finished') throw new Error(`listmonk's import is ${data.status} after ${data.imported} rows`);
    if (data.status === 'finished') throw new Error(`listmonk imported ${data.imported} of ${contacts} rows`);
    await delay(20);
  }
  const seconds = (performance.now() - begun) / 1000;
  await api('import/subscribers', { method: 'DELETE' });
  return contacts / seconds;
}
