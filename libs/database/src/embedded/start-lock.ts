import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { DataDirectoryInUse } from './errors.ts';
import { isRunning } from './processes.ts';

const PATIENCE_MS = 30_000;

/** Runs `work` while no other process starts PostgreSQL on the same folder; a lock left by a dead process is taken over. */
export async function withStartLock<T>(dataDir: string, lockFile: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await tryTake(lockFile))) {
    const holder = await holderOf(lockFile);
    if (holder !== undefined && !isRunning(holder)) await rm(lockFile, { force: true });
    else if (Date.now() > deadline) throw new DataDirectoryInUse(dataDir, holder ?? 0);
    else await delay(25);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function tryTake(lockFile: string): Promise<boolean> {
  const file = await open(lockFile, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (file === undefined) return false;
  await file.writeFile(String(process.pid));
  await file.close();
  return true;
}

/** Undefined while the holder has not written its number yet. */
async function holderOf(lockFile: string): Promise<number | undefined> {
  const pid = Number(await readFile(lockFile, 'utf8').catch(() => ''));
  return pid > 0 ? pid : undefined;
}
