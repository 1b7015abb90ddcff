import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

const BYTES = 32;

/** The installation's secret, made at the first start; links that were sent stay valid as long as it stays. */
export async function installationSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret');
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '';
  });
  // Empty is what a crash may leave of a file.
  if (known.trim() !== '') return known.trim();
  await mkdir(dataDir, { recursive: true });
  const secret = randomBytes(BYTES).toString('hex');
  await writeWhole(file, `${secret}\n`);
  return secret;
}

/** The file has its whole content or does not exist, whenever we are killed. */
async function writeWhole(file: string, content: string): Promise<void> {
  const unfinished = `${file}.new`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}
