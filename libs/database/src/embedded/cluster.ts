import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { access, chmod, chown, constants, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Binaries } from './binaries.ts';
import { DataDirectoryNotOurs, PostgresDidNotStart } from './errors.ts';
import { isReachableByAll, type RunAs } from './run-as.ts';

/** The builtin locale sorts the same on every system and does not change with its libraries. */
const INITDB_ARGUMENTS = [
  '--username=postgres',
  '--pwfile=../password',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--no-instructions',
] as const;

/** A data folder: the cluster initdb made, and beside it the password, the log and the number of the owning process. */
export class Cluster {
  readonly dir: string;
  readonly passwordFile: string;
  readonly logFile: string;
  private readonly ownerFile: string;
  readonly lockFile: string;

  constructor(
    readonly dataDir: string,
    readonly runAs: RunAs | undefined,
  ) {
    this.dir = Cluster.dirIn(dataDir);
    this.passwordFile = join(dataDir, 'password');
    this.logFile = join(dataDir, 'server.log');
    this.ownerFile = join(dataDir, 'owner.pid');
    this.lockFile = join(dataDir, 'start.lock');
  }

  static dirIn(dataDir: string): string {
    return join(resolve(dataDir), 'cluster');
  }

  /** Makes this process the owner, whatever was so before. What it returns is unlike any other claim, also of this process. */
  async claim(): Promise<string> {
    const claim = `${process.pid}\n${randomUUID()}`;
    await writeFile(this.ownerFile, claim, { mode: 0o600 });
    return claim;
  }

  /** What `claim` last returned, in whichever process; undefined when it never has, or the folder is gone. */
  currentClaim(): Promise<string | undefined> {
    return readFile(this.ownerFile, 'utf8').catch(() => undefined);
  }

  /** The number of the process that made the last claim; 0 when none has. */
  async ownerPid(): Promise<number> {
    return Number((await this.currentClaim())?.split('\n', 1)[0] ?? 0);
  }

  async prepareFolder(): Promise<void> {
    await mkdir(this.dataDir, { recursive: true, mode: 0o700 });
    await this.give(this.dataDir, 0o700);
    await access(this.dataDir, constants.W_OK | constants.X_OK).catch(async () => {
      throw new DataDirectoryNotOurs(this.dataDir, (await lstat(this.dataDir)).uid);
    });
  }

  /** Runs initdb unless it has been run; one that was interrupted is begun anew. */
  async initialise(binaries: Binaries, durable: boolean): Promise<void> {
    if (await this.isInitialised()) return;
    const unfinished = `${this.dir}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
    await this.give(unfinished, 0o700);
    await writeFile(this.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    await this.give(this.passwordFile, 0o600);
    await this.initdb(binaries.initdb, unfinished, durable);
    await rename(unfinished, this.dir);
  }

  async url(port: number): Promise<string> {
    return `postgres://postgres:${await readFile(this.passwordFile, 'utf8')}@127.0.0.1:${port}/postgres`;
  }

  /**
   * How the folder is named to PostgreSQL, whose working directory it is. Below a home of mode 0700 the user we drop to
   * cannot walk the real path, but the directory a process stands in stays open to it under this name.
   */
  async nameFor(dir: string): Promise<string> {
    if (this.runAs === undefined || process.platform !== 'linux') return dir;
    return (await isReachableByAll(this.dataDir)) ? dir : '/proc/self/cwd';
  }

  private async isInitialised(): Promise<boolean> {
    const found = await lstat(this.dir).catch(() => undefined);
    const uid = process.getuid?.();
    if (found !== undefined && uid !== undefined && uid !== 0 && uid !== found.uid) {
      throw new DataDirectoryNotOurs(this.dataDir, found.uid);
    }
    return found !== undefined;
  }

  private async give(path: string, mode: number): Promise<void> {
    if (this.runAs === undefined) return;
    await chown(path, this.runAs.uid, this.runAs.gid);
    await chmod(path, mode);
  }

  private async initdb(initdb: string, dir: string, durable: boolean): Promise<void> {
    const args = ['-D', await this.nameFor(dir), ...INITDB_ARGUMENTS, ...(durable ? [] : ['--no-sync'])];
    await new Promise<void>((done, fail) => {
      execFile(initdb, args, { cwd: dir, env: serverEnvironment(), ...this.runAs }, (error, stdout, stderr) => {
        if (error === null) return done();
        return fail(new PostgresDidNotStart('initdb', `${stdout}${stderr}` || error.message));
      });
    });
  }
}

/** Our environment without what would change PostgreSQL's mind: PGDATA, PGPORT, a locale that is not installed. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' };
}
