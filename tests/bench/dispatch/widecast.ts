import { freezeAudience } from './audience.ts';
import { ask } from './bench-database.ts';
import { ServiceProcess } from '../service-process.ts';
import { campaignMaker, timesOf } from './campaign.ts';
import type { Variant } from './options.ts';
import { dkimKeysFor } from './signing.ts';

export interface RunSettings extends Variant {
  readonly database: string;
  readonly smtpPort: number;
  /** Seconds of CPU that the database server and the sink have used so far. */
  readonly others: () => { readonly postgres: number; readonly sink: number };
}

export interface Figures {
  readonly perSecond: number;
  readonly seconds: number;
  readonly firstMessageSeconds: number;
  readonly rssMb: number;
  readonly walBytesPerRecipient: number;
  readonly tableBytesPerRecipient: number;
  /** CPU of the sending processes, in microseconds a message. */
  readonly cpuMicroseconds: number;
  /** The same of PostgreSQL, and of the sink. */
  readonly postgresMicroseconds: number;
  readonly sinkMicroseconds: number;
}

const TABLES = `
  SELECT sum(pg_total_relation_size(c.oid))::float8 AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'dispatch' AND c.relkind = 'r' AND c.relname LIKE 'deliveries%'`;

/** One campaign, from the launch of a frozen audience to the last recorded outcome. */
export async function runWidecast({ database, smtpPort, recipients, processes, signing, others }: RunSettings): Promise<Figures> {
  const env = { DATABASE_URL: database, SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, DKIM_KEYS: dkimKeysFor(signing, 'shop.test') };
  const senders = [await ServiceProcess.start('dispatch', env)];
  while (senders.length < processes) senders.push(await ServiceProcess.start('dispatch', env));
  try {
    const [first] = senders;
    if (!first) throw new Error('--processes must be 1 at least');
    const id = await (await campaignMaker(first))();
    const before = { lsn: await lsnOf(database), bytes: await tableBytes(database), cpu: sum(senders.map(({ cpuSeconds }) => cpuSeconds)), ...others() };
    await first.call('POST', `campaigns/${id}/launch`);
    await freezeAudience(database, id, recipients);
    const times = await timesOf(database, id, recipients);
    const after = others();
    const each = (seconds: number): number => Math.round((seconds / recipients) * 1e6);
    return {
      perSecond: Math.round(recipients / times.all), seconds: times.all, firstMessageSeconds: times.first,
      rssMb: Math.max(...senders.map(({ peakMegabytes }) => peakMegabytes)),
      walBytesPerRecipient: Math.round((await lsnOf(database) - before.lsn) / recipients),
      tableBytesPerRecipient: Math.round((await tableBytes(database) - before.bytes) / recipients),
      cpuMicroseconds: each(sum(senders.map(({ cpuSeconds }) => cpuSeconds)) - before.cpu),
      postgresMicroseconds: each(after.postgres - before.postgres), sinkMicroseconds: each(after.sink - before.sink),
    };
  } finally {
    await Promise.all(senders.map((sender) => sender.stop()));
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

async function lsnOf(database: string): Promise<number> {
  return Number((await ask<{ bytes: string }>(database, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes"))[0]?.bytes ?? 0);
}

async function tableBytes(database: string): Promise<number> {
  return (await ask<{ bytes: number }>(database, TABLES))[0]?.bytes ?? 0;
}
