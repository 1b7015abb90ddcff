import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signActor } from '@widecast/service-kit';
import { findFreePort, waitUntil } from '@widecast/testing';

const MAIN = join(import.meta.dirname, '../../../services/dispatch/dist/main.js');
const SECRET = 'x'.repeat(32);

/** The dispatch service as it is built, in a process of its own. */
export class DispatchProcess {
  private constructor(private readonly child: ChildProcess, private readonly base: string) {}

  static async start(env: Readonly<Record<string, string>>): Promise<DispatchProcess> {
    const port = await findFreePort();
    const flags = (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
    const child = spawn(process.execPath, [...flags, MAIN], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production', PORT: String(port), WIDECAST_INTERNAL_SECRET: SECRET, ...env },
    });
    const base = `http://127.0.0.1:${port}`;
    await waitUntil(async () => (await fetch(`${base}/readyz`).catch(() => undefined))?.ok, { what: 'dispatch to be ready', timeout: 60_000 });
    return new DispatchProcess(child, base);
  }

  /** Calls the service as the gateway does; throws where it refuses. */
  async call<Body>(method: string, path: string, body?: object): Promise<Body> {
    const answer = await fetch(`${this.base}/v1/${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-widecast-actor': signActor({ id: 'bench', name: 'bench', scopes: ['*'] }, SECRET) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Body;
  }

  /** The most memory it has had resident, in MB. */
  get peakMegabytes(): number {
    return Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  }

  /** Of CPU, used so far. */
  get cpuSeconds(): number {
    return cpuOf(this.child.pid ?? 0);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}

/** Seconds of CPU that a process has used. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
