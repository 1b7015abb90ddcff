import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@widecast/database';
import { findFreePort, provideKafka, waitUntil, type ProvidedKafka } from '@widecast/testing';
import { Client } from 'pg';
import { ServiceProcess } from '../service-process.ts';

export const SUPPORT = 'support@bench.test';

export interface Customer {
  readonly contactId: string;
  readonly email: string;
}

export interface Funnel {
  readonly databaseUrl: string;
  readonly smtpPort: number;
  readonly customers: readonly Customer[];
  stop(): Promise<void>;
}

interface Settings {
  readonly customers: number;
  /** "postgres" or "kafka". */
  readonly eventLog: string;
}

/** Segmentation, triage and dispatch, each a process, that know so many customers. */
export async function openFunnel({ customers, eventLog }: Settings): Promise<Funnel> {
  const folder = await mkdtemp(join(tmpdir(), 'widecast-bench-holds-'));
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const kafka = eventLog === 'kafka' ? await brokers() : undefined;
  const smtpPort = await findFreePort();
  const env = { DATABASE_URL: database.url, EVENT_LOG: eventLog, TICKETS_ADDRESS: SUPPORT, TICKETS_CONNECTION_MAILS: '1000000', TICKETS_SENDER_MAILS: '1000000', ...(kafka && { KAFKA_BROKERS: kafka.brokers.join(',') }) };
  const services = [
    await ServiceProcess.start('segmentation', env), await ServiceProcess.start('dispatch', env), await ServiceProcess.start('triage', { ...env, TICKETS_SMTP_PORT: String(smtpPort) }),
  ];
  await services[0]?.upload('imports', `email\n${Array.from({ length: customers }, (_, n) => `customer${n}@shop${n}.test\n`).join('')}`);
  return {
    databaseUrl: database.url, smtpPort, customers: await known(database.url, customers),
    stop: async () => {
      for (const service of services) await service.stop();
      await kafka?.stop();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function brokers(): Promise<ProvidedKafka> {
  const { kafka, reason } = await provideKafka();
  if (!kafka) throw new Error(`There is no Kafka: ${reason}`);
  return kafka;
}

/** Once triage knows them, too. */
async function known(databaseUrl: string, customers: number): Promise<Customer[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const count = async (table: string): Promise<number> => Number((await client.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${table}`)).rows[0]?.rows);
  await waitUntil(async () => (await count('triage.contacts')) === customers, { what: 'triage to know the customers', timeout: 120_000 });
  const { rows } = await client.query<Customer>('SELECT id AS "contactId", email FROM segmentation.contacts');
  await client.end();
  return rows;
}
