import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '@widecast/contracts';
import type { ApiSettings } from '../client/api.ts';
import { provideDatabase } from './demo-database.ts';
import { provideBroker } from './demo-kafka.ts';
import { findFreePort } from './free-port.ts';
import { ServiceProcess } from './service-process.ts';
import type { Shutdown } from './shutdown.ts';
import type { Sink } from './sink/sink.ts';

const LOG_END = 3_000;

export interface SystemOptions {
  readonly eventLog: 'postgres' | 'kafka';
  readonly from: 'built' | 'source';
  /** A server to make the database on; an embedded one where absent. */
  readonly databaseUrl: string | undefined;
  readonly startSink: () => Promise<Sink>;
}

/** All that runs for a demo. */
export interface RunningSystem {
  readonly api: ApiSettings;
  readonly ticketsPort: number;
  readonly sink: Sink;
  /** With all schemas. */
  readonly databaseUrl: string;
  /** What was started, in words. */
  readonly description: string;
  /** What the services last said, for who asks why a run went wrong. */
  readonly lastLogs: () => Promise<string>;
}

interface Plan {
  readonly env: Readonly<Record<string, string>>;
  readonly from: 'built' | 'source';
  readonly folder: string;
  readonly shutdown: Shutdown;
  readonly port: number;
}

/** Starts database, broker, sink and services, and gives `shutdown` what ends each of them. */
export async function startSystem({ eventLog, from, databaseUrl, startSink }: SystemOptions, shutdown: Shutdown): Promise<RunningSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'widecast-demo-'));
  shutdown.add('the folder of the run', () => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'logs'));
  const database = await provideDatabase(folder, databaseUrl, shutdown);
  const broker = eventLog === 'kafka' ? await provideBroker(shutdown) : undefined;
  const sink = await startSink();
  shutdown.add('the sink', () => sink.stop());
  const [port, ticketsPort] = [await findFreePort(), await findFreePort()];
  const url = `http://127.0.0.1:${port}`;
  const key = `wck_${randomBytes(32).toString('base64url')}`;
  const env = {
    DATABASE_URL: database, EVENT_LOG: eventLog, ...(broker ? { KAFKA_BROKERS: broker.brokers } : {}), SMTP_URL: sink.url, PUBLIC_URL: url,
    TICKETS_SMTP_PORT: String(ticketsPort), TICKETS_COOLING_HOURS: '0', BOOTSTRAP_API_KEY: key, WIDECAST_INTERNAL_SECRET: randomBytes(32).toString('hex'),
    WIDECAST_DATA_DIR: folder, LOG_LEVEL: 'warn',
  };
  const plan: Plan = { env, from, folder, shutdown, port };
  await (eventLog === 'kafka' ? startServices(plan) : startStandalone(plan));
  const description = broker ? `a process per service over Kafka (${broker.origin})` : 'all services in one process';
  return { api: { url, key }, ticketsPort, sink, databaseUrl: database, description, lastLogs: () => lastLogs(join(folder, 'logs')) };
}

async function lastLogs(folder: string): Promise<string> {
  const ends = (await readdir(folder)).map(async (file) => `${file}: ${(await readFile(join(folder, file), 'utf8')).slice(-LOG_END)}`);
  return (await Promise.all(ends)).join('\n');
}

async function startStandalone(plan: Plan): Promise<void> {
  await start(plan, 'standalone', { WIDECAST_PORT: String(plan.port) }, plan.port);
}

async function startServices(plan: Plan): Promise<void> {
  const ports = new Map<string, number>();
  for (const name of SERVICES) ports.set(name, await findFreePort());
  const started = await Promise.allSettled([...ports].map(([name, port]) => start(plan, name, { PORT: String(port) }, port)));
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  const urls = Object.fromEntries([...ports].map(([name, port]) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${port}`]));
  await start(plan, 'gateway', { PORT: String(plan.port), ...urls }, plan.port);
}

async function start({ env, from, folder, shutdown }: Plan, name: string, own: Readonly<Record<string, string>>, port: number): Promise<void> {
  const service = await ServiceProcess.start({ name, from, env: { ...env, ...own }, url: `http://127.0.0.1:${port}`, logFile: join(folder, 'logs', `${name}.log`) });
  shutdown.add(name, () => service.stop());
}
