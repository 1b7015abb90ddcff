import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '@widecast/database';
import { segmentation } from '@widecast/segmentation';
import { startTestService, type TestService } from '@widecast/testing';
import { familyOf } from '../processes.ts';
import { fillCrowd, type CrowdSize } from './fill.ts';

export interface Cpu {
  readonly node: number;
  readonly database: number;
}

export interface Crowd {
  readonly service: TestService;
  /** Seconds of CPU so far: what the figures are worth on a machine that has other work. */
  cpu(): Cpu;
  close(): Promise<void>;
}

/**
 * The segmentation service on an embedded PostgreSQL of its own, with the settings that a user has, full of contacts and
 * events. With a folder the data stays for the next run.
 */
export async function openCrowd(size: CrowdSize, folder: string | undefined): Promise<Crowd> {
  const dataDir = folder === undefined ? mkdtempSync(join(tmpdir(), 'widecast-crowd-')) : resolve(process.env['INIT_CWD'] ?? '.', folder);
  const postgres = await startEmbeddedPostgres({ dataDir });
  const service = await startTestService(segmentation, { databaseUrl: postgres.url, env: { START_TIMEOUT: '120' } });
  await prepare(service, size);
  return {
    service,
    cpu: () => cpuOf(dataDir),
    close: async () => {
      await service.stop();
      await postgres.stop();
      if (folder === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function cpuOf(dataDir: string): Cpu {
  const { user, system } = process.cpuUsage();
  const others = familyOf(process.pid, dataDir).filter(({ pid }) => pid !== process.pid);
  return { node: (user + system) / 1e6, database: others.reduce((sum, { seconds }) => sum + seconds, 0) };
}

/** What was used since, of one core, as a line to print. */
export function cpuSince(before: Cpu, now: Cpu): string {
  return `CPU: node ${(now.node - before.node).toFixed(1)} s, database ${(now.database - before.database).toFixed(1)} s`;
}

async function prepare({ database }: TestService, size: CrowdSize): Promise<void> {
  const [found] = await database.query<{ contacts: number }>('SELECT count(*)::int AS contacts FROM contacts');
  if (found?.contacts === size.contacts) return;
  if (found && found.contacts > 0) throw new Error(`The folder holds ${found.contacts} contacts; name another one`);
  const begun = performance.now();
  process.stdout.write(`filling: ${size.contacts.toLocaleString('en-US')} contacts, ${size.events.toLocaleString('en-US')} events …\n`);
  await fillCrowd(database, size);
  process.stdout.write(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
}

/** Called often enough while a bench runs, it knows the peak of resident memory, in MB. */
export class Memory {
  private peak = 0;
  private readonly timer = setInterval(() => this.look(), 200).unref();

  stop(): number {
    clearInterval(this.timer);
    this.look();
    return Math.round(this.peak / 1_048_576);
  }

  private look(): void {
    this.peak = Math.max(this.peak, process.memoryUsage().rss);
  }
}
