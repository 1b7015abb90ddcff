import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.ts';

// The table of keys belongs to the gateway, so its own program writes it; this one only starts that.
const PROGRAM = fileURLToPath(new URL('../../../gateway/dist/make-key/main.js', import.meta.url));

/** Makes a key without a server, in the database itself. */
export async function createOffline(request: { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt?: string }): Promise<{ id: string; key: string }> {
  if (!existsSync(PROGRAM)) throw new Failure('the gateway is not built or not installed here; run `npm run build` in the project');
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(request)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve, reject) => child.once('error', reject).once('close', (status) => resolve(status ?? 1)));
  const [out, problem, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (status !== 0) throw new Failure(problem.trim().split('\n').at(-1) ?? 'the key could not be made');
  return JSON.parse(out) as { id: string; key: string };
}
