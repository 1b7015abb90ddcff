import { lstat, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The system user PostgreSQL runs as, where it differs from ours: PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export const NOBODY: RunAs = { uid: 65_534, gid: 65_534 };

const SEARCHABLE_BY_ALL = 0o001;

/** Undefined unless we are root; as root, the owner of an existing cluster, else nobody. */
export async function chooseRunAs(clusterDir: string): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await lstat(clusterDir).catch(() => undefined);
  if (existing === undefined || existing.uid === 0) return NOBODY;
  return { uid: existing.uid, gid: existing.gid };
}

/** Whether every folder down to `path` lets any user through; a home folder of mode 0700 does not. */
export async function isReachableByAll(path: string): Promise<boolean> {
  for (let folder = dirname(await realpath(path)); ; folder = dirname(folder)) {
    const { mode } = await lstat(folder);
    if ((mode & SEARCHABLE_BY_ALL) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
