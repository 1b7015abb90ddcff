import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signActor } from '@widecast/service-kit';
import { findFreePort, waitUntil } from '@widecast/testing';
import { imageEnvironment } from './image-environment.ts';

const SERVICES = join(import.meta.dirname, '../../services');
const SECRET = 'x'.repeat(32);

/** A service as it is built, in a process of its own. */
export class ServiceProcess {
  private constructor(private readonly child: ChildProcess, private readonly base: string) {}

  static async start(service: string, env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const port = await findFreePort();
    const flags = (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
    const child = spawn(process.execPath, [...flags, join(SERVICES, service, 'dist/main.js')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...imageEnvironment(service), NODE_ENV: 'production', PORT: String(port), WIDECAST_INTERNAL_SECRET: SECRET, ...env },
    });
    const base = `http://127.0.0.1:${port}`;
    await waitUntil(async () => (await fetch(`${base}/readyz`).catch(() => undefined))?.ok, { what: `${service} to be ready`, timeout: 60_000 });
    return new ServiceProcess(child, base);
  }

  /** Calls the service as the gateway does; throws where it refuses. */
  call<Body>(method: string, path: string, body?: object): Promise<Body> {
    return this.ask(method, path, 'application/json', body && JSON.stringify(body));
  }

  /** Posts a list. */
  upload<Body>(path: string, csv: string): Promise<Body> {
    return this.ask('POST', path, 'text/csv', csv);
  }

  private async ask<Body>(method: string, path: string, type: string, body: string | undefined): Promise<Body> {
    const answer = await fetch(`${this.base}/v1/${path}`, {
      method, headers: { 'content-type': type, 'x-widecast-actor': signActor({ id: 'bench', name: 'bench', scopes: ['*'] }, SECRET) }, ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Body;
  }

  /** Memory that is resident now, in MB. */
  get megabytes(): number {
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
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
