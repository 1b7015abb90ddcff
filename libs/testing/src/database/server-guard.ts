import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';

const WATCH = `
const { readFileSync, rmSync } = require('node:fs');
const [, dataDir, pidFile] = process.argv;
process.stdin.resume().on('error', () => undefined).on('close', () => {
  try { process.kill(Number(readFileSync(pidFile, 'utf8').split('\\n')[0]), 'SIGQUIT'); } catch {}
  setTimeout(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }), 500);
});`;

/**
 * Ends a throw-away server, and removes its data, when the test process dies without stopping it: the embedded PostgreSQL
 * outlives its parent by design. The guard sees the death as the end of its input.
 */
export function guardServer(dataDir: string): { readonly release: () => void } {
  const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
  const stdio = ['pipe', 'ignore', 'ignore'] as const;
  const guard = spawn(process.execPath, ['-e', WATCH, dataDir, pidFile], { stdio: [...stdio], detached: true, env: {} });
  guard.on('error', () => undefined);
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return { release: () => void guard.kill('SIGKILL') };
}
