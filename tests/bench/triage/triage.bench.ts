// Mail to routed ticket, with everything on: SMTP, parsing, language, intent by the boxed model, signals, entities, rules, promises, the
// acknowledgement, PostgreSQL with every commit on disk. A letter is routed and committed when its 250 comes.
import { parseArgs } from 'node:util';
import { writeJson } from '../write-json.ts';
import { letter } from './letters.ts';
import { SmtpClient } from './smtp-client.ts';
import { startSupport } from './support.ts';

const { values } = parseArgs({
  options: { mails: { type: 'string', default: '10000' }, connections: { type: 'string', default: '32' }, writers: { type: 'string', default: '2000' }, json: { type: 'string' } },
});
const [MAILS, CONNECTIONS, WRITERS] = [Number(values.mails), Number(values.connections), Number(values.writers)];
/** Mails until the code of the service is compiled: a service that runs for days is not measured by its first minute. */
const WARM_UP = 10_000;
const SUPPORT = 'support@bench.test';

interface Manner {
  readonly perSecond?: number;
  /** Told after each tenth. */
  readonly onTenth?: () => void;
}

/** Sends letters over some connections; gives how long each waited for its 250, in ms, sorted. */
async function send(port: number, first: number, count: number, { perSecond = Infinity, onTenth }: Manner = {}): Promise<number[]> {
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
      if (waits.length % Math.ceil(count / 10) === 0) onTenth?.();
    }
    client.close();
  }));
  return waits.toSorted((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
const clientSeconds = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const support = await startSupport(SUPPORT);
try {
  await send(support.smtpPort, 0, WARM_UP);
  const [own, database, client, begun, memory] = [support.service.cpuSeconds, support.databaseSeconds(), clientSeconds(), performance.now(), support.service.megabytes];
  const tenths: number[] = [];
  await send(support.smtpPort, WARM_UP, MAILS, { onTenth: () => tenths.push(support.service.megabytes) });
  const seconds = (performance.now() - begun) / 1000;
  const each = (now: number, before: number): number => Math.round(((now - before) / MAILS) * 1e5) / 100;
  const cpu = { triage: each(support.service.cpuSeconds, own), database: each(support.databaseSeconds(), database), client: each(clientSeconds(), client) };
  const perSecond = MAILS / seconds;
  const waits = await send(support.smtpPort, WARM_UP + MAILS, Math.min(3000, MAILS), { perSecond: perSecond / 2 });
  const figures = {
    mails: MAILS, perSecond: Math.round(perSecond), perSecondOfOwnCpu: Math.round(1000 / cpu.triage), cpuMsAMail: cpu, waitP50Ms: at(waits, 0.5), waitP99Ms: at(waits, 0.99), rssMbBefore: memory, rssMbByTenth: tenths, rssMbAfter: support.service.megabytes,
  };
  tell(`${MAILS} mails, after ${WARM_UP} to warm up, over ${CONNECTIONS} connections to routed tickets, with the boxed model, 20 rules and 2 promises:`);
  tell(`  ${figures.perSecond} mails/s with PostgreSQL and the sender on these cores (goal 600), ${figures.perSecondOfOwnCpu} a second of triage's own CPU (goal 1000)`);
  tell(`  CPU of a mail: triage ${cpu.triage} ms, PostgreSQL ${cpu.database} ms, the sender ${cpu.client} ms`);
  tell(`  at half of that load from the end of a message to its 250, routed and committed: p50 ${figures.waitP50Ms} ms, p99 ${figures.waitP99Ms} ms (goal 100)`);
  tell(`  resident memory ${memory} MB before, after each tenth ${tenths.join(', ')}, ${figures.rssMbAfter} MB at the end, ${support.service.peakMegabytes} MB at most`);
  writeJson(values.json, figures);
} finally {
  await support.stop();
}
