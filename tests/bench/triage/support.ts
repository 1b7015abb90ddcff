import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@widecast/database';
import { findFreePort } from '@widecast/testing';
import { trainBoxed, writeModel } from '@widecast/text';
import { familyOf } from '../processes.ts';
import { ServiceProcess } from '../service-process.ts';

const always = ['00:00-24:00'];
const SLA = {
  calendars: { office: { timeZone: 'Europe/Berlin', week: { mon: ['09:00-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'], fri: always } } },
  policies: [{ name: 'urgent', calendar: 'office', when: { urgencies: ['high'] }, firstAnswer: 60, resolution: 480 }, { name: 'everybody', calendar: 'office', firstAnswer: 240, resolution: 1440 }],
};
const ROUTING = {
  rules: Array.from({ length: 20 }, (_, n) => ({ name: `rule ${n}`, when: { textContains: [`word${n}`], languages: ['en'] }, do: { queue: `queue ${n}` } })),
};

export interface Support {
  readonly service: ServiceProcess;
  readonly smtpPort: number;
  /** Of PostgreSQL, all its processes, used so far. */
  readonly databaseSeconds: () => number;
  stop(): Promise<void>;
}

/** The triage service as it is built, on a PostgreSQL that keeps what it has committed, with the boxed model, 20 rules and 2 promises. */
export async function startSupport(address: string, env: Readonly<Record<string, string>> = {}): Promise<Support> {
  const folder = await mkdtemp(join(tmpdir(), 'widecast-bench-triage-'));
  const model = join(folder, 'boxed.model');
  await writeFile(model, writeModel(trainBoxed({ trainedAt: new Date() })));
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const smtpPort = await findFreePort();
  const service = await ServiceProcess.start('triage', {
    DATABASE_URL: database.url, TICKETS_SMTP_PORT: String(smtpPort), TICKETS_ADDRESS: address, TICKETS_INTENT_MODEL: model, TICKETS_CONNECTIONS: '200', TICKETS_CONNECTION_MAILS: '1000000', TICKETS_SENDER_MAILS: '1000000', ...env,
  });
  await service.call('PUT', 'sla', SLA);
  await service.call('PUT', 'routing', ROUTING);
  const mark = `port=${database.port}`;
  return {
    service, smtpPort,
    databaseSeconds: () => familyOf(-1, mark).filter(({ command }) => command.includes('postgres')).reduce((sum, { seconds }) => sum + seconds, 0),
    stop: async () => {
      await service.stop();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
