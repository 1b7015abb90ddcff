// What Widecast costs while nothing happens: CPU and memory of the standalone process and of one service on Kafka.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTestDatabase, provideKafka, waitUntil } from '@widecast/testing';
import { writeJson } from '../write-json.ts';
import { familyOf, memoryOf } from '../processes.ts';

const ROOT = join(import.meta.dirname, '../../..');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' }, json: { type: 'string' } } });
const SECONDS = Number(values.seconds);
const SETTLE = 10;

interface Figures {
  readonly what: string;
  readonly nodeCpuPercent: number;
  readonly databaseCpuPercent: number;
  readonly nodeMegabytes: number;
  readonly allMegabytes: number;
}

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const percent = (seconds: number): number => Math.round((seconds / SECONDS) * 10_000) / 100;

async function measure(what: string, child: ChildProcess, folder: string): Promise<Figures> {
  const pid = child.pid ?? 0;
  const cpu = (): { node: number; others: number } => {
    const rows = familyOf(pid, folder);
    const node = rows.find((row) => row.pid === pid)?.seconds ?? 0;
    return { node, others: rows.reduce((sum, { seconds }) => sum + seconds, 0) - node };
  };
  await pause(SETTLE);
  const before = cpu();
  await pause(SECONDS);
  const after = cpu();
  const memory = familyOf(pid, folder).reduce((sum, row) => sum + memoryOf(row.pid), 0);
  return {
    what,
    nodeCpuPercent: percent(after.node - before.node),
    databaseCpuPercent: percent(after.others - before.others),
    nodeMegabytes: Math.round(memoryOf(pid)),
    allMegabytes: Math.round(memory),
  };
}

async function withProcess(main: string, port: number, env: Record<string, string>, work: (child: ChildProcess) => Promise<Figures>): Promise<Figures> {
  const child = spawn(process.execPath, [join(ROOT, main)], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  try {
    await waitUntil(async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok, { what: `${main} to be ready`, timeout: 60_000 });
    return await work(child);
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

async function standalone(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'widecast-idle-'));
  const env = { WIDECAST_PORT: '18080', WIDECAST_DATA_DIR: folder, TICKETS_SMTP_PORT: '0' };
  try {
    return await withProcess('services/standalone/dist/main.js', 18_080, env, (child) => measure('standalone, all services', child, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onKafka(): Promise<Figures | undefined> {
  const { kafka, reason } = await provideKafka();
  if (!kafka) {
    process.stdout.write(`not measured: a service on Kafka (${reason})\n`);
    return undefined;
  }
  const database = await createTestDatabase();
  const env = {
    PORT: '18081', DATABASE_URL: database.url, EVENT_LOG: 'kafka', KAFKA_BROKERS: kafka.brokers.join(','), WIDECAST_INTERNAL_SECRET: 'x'.repeat(32),
  };
  try {
    return await withProcess('services/analytics/dist/main.js', 18_081, env, (child) => measure('analytics alone, consuming from Kafka', child, 'no such folder'));
  } finally {
    await database.drop();
    await kafka.stop();
  }
}

const figures = [await standalone(), await onKafka()].filter((row) => row !== undefined);
process.stdout.write(`Idle for ${SECONDS} s; CPU in % of one core, memory (PSS) in MB\n`);
for (const row of figures) {
  process.stdout.write(`${row.what}: node ${row.nodeCpuPercent} %, database ${row.databaseCpuPercent} %; node ${row.nodeMegabytes} MB, with database ${row.allMegabytes} MB\n`);
}
writeJson(values.json, figures);
process.exit(0);
