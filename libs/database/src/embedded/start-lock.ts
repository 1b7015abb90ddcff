import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { DataDirectoryInUse } from './errors.ts';
import { isRunning } from './processes.ts';

const PATIENCE_MS = 30_000;
/** A lock file without a number is what a crash of the machine left, once it is so old. */
const NAMELESS_MS = 5_000;

/** Runs `work` while no other process starts PostgreSQL on the same folder; a lock left by a dead process is taken over. */
export async function withStartLock<T>(dataDir: string, lockFile: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await tryTake(lockFile))) {
    const holder = await holderOf(lockFile);
    if (await isStale(lockFile, holder)) await takeAway(lockFile, holder);
    else if (Date.now() > deadline) throw new DataDirectoryInUse(dataDir, holder);
    else await delay(25);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** The file appears with its content or not at all, whenever we are killed. */
async function tryTake(lockFile: string): Promise<boolean> {
  const own = `${lockFile}.${randomUUID()}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(own, { force: true });
  }
}

/** 0 where the file says nothing. */
async function holderOf(lockFile: string): Promise<number> {
  const pid = Number(await readFile(lockFile, 'utf8').catch(() => ''));
  return pid > 0 ? pid : 0;
}

async function isStale(lockFile: string, holder: number): Promise<boolean> {
  if (holder > 0) return !isRunning(holder);
  const found = await stat(lockFile).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > NAMELESS_MS;
}

/** Another starter may have taken it over since we looked: then it gets it back. */
async function takeAway(lockFile: string, holder: number): Promise<void> {
  const aside = `${lockFile}.${randomUUID()}`;
  await rename(lockFile, aside).catch(() => undefined);
  if ((await holderOf(aside)) !== holder) await link(aside, lockFile).catch(() => undefined);
  await rm(aside, { force: true });
}
