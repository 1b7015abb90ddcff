import { waitUntil } from '@widecast/testing';
import { freezeAudience } from './audience.ts';
import { ask } from './bench-database.ts';
import { ServiceProcess } from '../service-process.ts';
import { MAIL } from './mail.ts';
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

const TIMES = `
  SELECT extract(epoch FROM max(d.updated_at) - c.launched_at)::float8 AS all,
         extract(epoch FROM min(d.updated_at) - c.launched_at)::float8 AS first, count(*)::int AS accepted
  FROM dispatch.deliveries d JOIN dispatch.campaigns c ON c.id = d.source_id WHERE d.state = 'accepted' GROUP BY c.launched_at`;

/** One campaign, from the launch of a frozen audience to the last recorded outcome. */
export async function runWidecast({ database, smtpPort, recipients, processes, signing, others }: RunSettings): Promise<Figures> {
  const env = { DATABASE_URL: database, SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, DKIM_KEYS: dkimKeysFor(signing, 'shop.test') };
  const senders = [await ServiceProcess.start('dispatch', env)];
  while (senders.length < processes) senders.push(await ServiceProcess.start('dispatch', env));
  try {
    const [first] = senders;
    if (!first) throw new Error('--processes must be 1 at least');
    const id = await draft(first);
    const before = { lsn: await lsnOf(database), bytes: await tableBytes(database), cpu: sum(senders.map(({ cpuSeconds }) => cpuSeconds)), ...others() };
    await first.call('POST', `campaigns/${id}/launch`);
    await freezeAudience(database, id, recipients);
    await waitUntil(async () => (await ask<{ state: string }>(database, 'SELECT state FROM dispatch.campaigns'))[0]?.state === 'finished',
      { what: 'the campaign to finish', timeout: 3_600_000, interval: 200 });
    const [times] = await ask<{ all: number; first: number; accepted: number }>(database, TIMES);
    if (!times || times.accepted !== recipients) throw new Error(`${times?.accepted ?? 0} of ${recipients} were accepted`);
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

async function draft(service: ServiceProcess): Promise<string> {
  const made = async (path: string, body: object): Promise<string> => (await service.call<{ id: string }>('POST', path, body)).id;
  const brandId = await made('brands', {
    name: 'Shop', legalName: 'Shop Ltd', postalAddress: '1 Main Street, Springfield', fromName: 'Shop', fromAddress: 'a@shop.test', tracking: 'unless_refused',
  });
  const templateId = await made('templates', { name: 'Bench', kind: 'promotion', brandId, ...MAIL });
  return await made('campaigns', { name: 'Bench', segmentId: brandId, arms: [{ name: 'all', templateId }] });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

async function lsnOf(database: string): Promise<number> {
  return Number((await ask<{ bytes: string }>(database, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes"))[0]?.bytes ?? 0);
}

async function tableBytes(database: string): Promise<number> {
  return (await ask<{ bytes: number }>(database, TABLES))[0]?.bytes ?? 0;
}
