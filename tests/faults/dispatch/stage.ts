import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamOf } from '../../demo/src/market/random.ts';
import { findFreePort } from '../../demo/src/system/free-port.ts';
import type { Shutdown } from '../../demo/src/system/shutdown.ts';
import { Bans } from './bans.ts';
import { Doubts } from './doubts.ts';
import { LogWriter } from './log-writer.ts';
import { Mailing, type Sizes } from './mailing.ts';
import type { FaultOptions } from './options.ts';
import { Replica } from './replica.ts';
import { RoughDatabase } from './rough-database.ts';
import { startRoughLog, type RoughLog } from './rough-log.ts';
import { Senders } from './senders.ts';
import { RoughSink } from './sink/sink.ts';

export const LEASE = 2000;
export const CONNECTIONS = 10;

/** Everything that runs for a fault run. */
export interface Stage {
  /** Logs of the senders and data of the database; kept where `keep` was called. */
  readonly folder: string;
  readonly keep: () => void;
  readonly database: RoughDatabase;
  readonly sink: RoughSink;
  readonly senders: Senders;
  readonly roughLog: RoughLog;
  readonly log: LogWriter;
  readonly mailing: Mailing;
  readonly bans: Bans;
  readonly doubts: Doubts;
}

/** Starts database, relay and two senders, and gives `shutdown` what ends each. */
export async function setStage({ seed, from, eventLog: kind }: FaultOptions, sizes: Sizes, shutdown: Shutdown): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'widecast-faults-'));
  let isKept = false;
  shutdown.add('the folder of the run', async () => {
    if (!isKept) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const database = await RoughDatabase.start(join(folder, 'postgres'));
  shutdown.add('PostgreSQL', () => database.stop());
  const sink = await RoughSink.start(join(folder, 'taken'), seed);
  shutdown.add('the relay', () => sink.stop());
  const roughLog = await startRoughLog(kind, database, shutdown);
  const senders = await startSenders({ folder, from, seed, databaseUrl: database.url, relayUrl: sink.url, log: roughLog.env }, shutdown);
  await senders.anyReady();
  const eventLog = await roughLog.open();
  shutdown.add('the event log', () => eventLog.close());
  const log = new LogWriter(eventLog);
  const mailing = new Mailing(senders, log, streamOf(seed, 2), sizes);
  const bans = new Bans(senders, database, log, mailing, streamOf(seed, 3));
  return { folder, keep: () => void (isKept = true), database, sink, senders, roughLog, log, mailing, bans, doubts: new Doubts(database, LEASE) };
}

interface Surroundings extends Pick<FaultOptions, 'from' | 'seed'> {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly relayUrl: string;
  readonly log: RoughLog['env'];
}

/** Only times differ from what ships: waiting is not what a run is for. */
async function startSenders({ folder, from, seed, databaseUrl, relayUrl, log }: Surroundings, shutdown: Shutdown): Promise<Senders> {
  const secret = randomBytes(32).toString('hex');
  const env = {
    DATABASE_URL: databaseUrl, SMTP_URL: relayUrl, WIDECAST_INTERNAL_SECRET: secret, LOG_LEVEL: 'warn', SMTP_CONNECTIONS: String(CONNECTIONS),
    LEASE_MS: String(LEASE), UPKEEP_MS: '200', SMTP_RETRY_MS: '500', SMTP_REST_MS: '100', COMPACTION_MS: '200', ...log,
  };
  const replicas: Replica[] = [];
  for (const name of ['one', 'two']) replicas.push(new Replica({ name, from, port: await findFreePort(), env, logFile: join(folder, `${name}.log`) }));
  for (const replica of replicas) {
    shutdown.add('a sender', () => replica.end('SIGTERM'));
    replica.start();
  }
  return new Senders(replicas, secret, streamOf(seed, 4));
}
