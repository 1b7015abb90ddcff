// Mail to routed ticket, with everything on: SMTP, parsing, understanding, rules, promises, PostgreSQL. A letter is routed and
// committed when its 250 comes.
import { parseArgs } from 'node:util';
import { createTestDatabase, findFreePort } from '@widecast/testing';
import { ServiceProcess } from '../service-process.ts';
import { writeJson } from '../write-json.ts';
import { letter } from './letters.ts';
import { SmtpClient } from './smtp-client.ts';

const { values } = parseArgs({
  options: { mails: { type: 'string', default: '10000' }, connections: { type: 'string', default: '16' }, writers: { type: 'string', default: '2000' }, json: { type: 'string' } },
});
const [MAILS, CONNECTIONS, WRITERS] = [Number(values.mails), Number(values.connections), Number(values.writers)];
const SUPPORT = 'support@bench.test';

const always = ['00:00-24:00'];
const SLA = {
  calendars: { office: { timeZone: 'Europe/Berlin', week: { mon: ['09:00-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'], fri: always } } },
  policies: [{ name: 'urgent', calendar: 'office', when: { urgencies: ['high'] }, firstAnswer: 60, resolution: 480 }, { name: 'everybody', calendar: 'office', firstAnswer: 240, resolution: 1440 }],
};
const ROUTING = {
  rules: Array.from({ length: 20 }, (_, n) => ({ name: `rule ${n}`, when: { textContains: [`word${n}`], languages: ['en'] }, do: { queue: `queue ${n}` } })),
};

/** Sends letters over some connections, at most so many a second; gives how long each waited for its 250, in ms, sorted. */
async function send(port: number, first: number, count: number, perSecond = Infinity): Promise<number[]> {
  const waits: number[] = [];
  const begun = performance.now();
  let next = first;
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => SmtpClient.open(port)));
  await Promise.all(clients.map(async (client) => {
    while (next < first + count) {
      const n = next;
      next += 1;
      const early = ((n - first) / perSecond) * 1000 - (performance.now() - begun);
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const { from, message } = letter(n, WRITERS, SUPPORT);
      waits.push(await client.send(from, SUPPORT, message));
    }
    client.close();
  }));
  return waits.toSorted((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;

const database = await createTestDatabase();
const smtpPort = await findFreePort();
const service = await ServiceProcess.start('triage', { DATABASE_URL: database.url, TICKETS_SMTP_PORT: String(smtpPort), TICKETS_ADDRESS: SUPPORT, TICKETS_CONNECTIONS: '200', TICKETS_CONNECTION_MAILS: '1000000' });
try {
  await service.call('PUT', 'sla', SLA);
  await service.call('PUT', 'routing', ROUTING);
  await send(smtpPort, 0, 500);
  const [cpu, begun, memory] = [service.cpuSeconds, performance.now(), service.megabytes];
  await send(smtpPort, 500, MAILS);
  const seconds = (performance.now() - begun) / 1000;
  const own = service.cpuSeconds - cpu;
  const after = service.megabytes;
  const perSecond = MAILS / seconds;
  const waits = await send(smtpPort, 500 + MAILS, Math.min(3000, MAILS), perSecond / 2);
  const figures = {
    mails: MAILS, perSecond: Math.round(perSecond), perSecondOfOwnCpu: Math.round(MAILS / own), waitP50Ms: at(waits, 0.5), waitP99Ms: at(waits, 0.99), rssMbBefore: memory, rssMbAfter: after,
  };
  process.stdout.write(`${MAILS} mails over ${CONNECTIONS} connections to routed tickets, with 20 rules and 2 promises:\n`);
  process.stdout.write(`  ${figures.perSecond} mails/s with PostgreSQL and the sender on these cores (goal 600), ${figures.perSecondOfOwnCpu} a second of triage's own CPU (goal 1000)\n`);
  process.stdout.write(`  at half of that load from the end of a message to its 250, routed and committed: p50 ${figures.waitP50Ms} ms, p99 ${figures.waitP99Ms} ms (goal 100)\n`);
  process.stdout.write(`  resident memory ${memory} MB before, ${after} MB after\n`);
  writeJson(values.json, figures);
} finally {
  await service.stop();
  await database.drop();
}
