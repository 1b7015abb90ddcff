// How fast a list becomes contacts, accounts, tiers, consents and segments on the standalone service, beside bare upserts in the same run.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { runSeries } from '../series.ts';
import { writeJson } from '../write-json.ts';
import { BareUpsert } from './bare-upsert.ts';
import { cpuOf, cpuWhen, microsecondsEach, untilAtRest, type Cpu } from './cpu-watch.ts';
import { customerFile, customerRows, laterRows } from './customer-file.ts';
import { startInstallation, type Installation } from './installation.ts';
import { importIntoListmonk, type PeerRun } from './listmonk.ts';
import { ResidentMemory } from './resident-memory.ts';
import { segmentRules } from './segment-rules.ts';
import { uploadFile } from './upload-file.ts';

const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '1000000' }, segments: { type: 'string', default: '50' }, json: { type: 'string' }, profile: { type: 'string' },
    baseline: { type: 'string', default: 'yes' }, series: { type: 'string' }, listmonk: { type: 'string' },
  },
});
if (values.series !== undefined) process.exit(await runSeries({ sizes: values.series, json: values.json, keys: ['rowsPerSecond', 'repeatRowsPerSecond', 'settleSeconds', 'rssMb'] }));
const CONTACTS = Number(values.contacts);
const QUERY = 'imports?consentSource=registration%20form&consentProof=bench';

interface ImportReport {
  readonly importId: string;
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly startedAt: string;
  readonly writtenAt?: string;
  readonly settledAt?: string;
  readonly finishedAt: string;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

async function importFile({ api }: Installation, file: string, expected: Partial<ImportReport>): Promise<ImportReport> {
  const report = await uploadFile<ImportReport>(api.settings, QUERY, file);
  const { rows, created, unchanged, rejected } = report;
  for (const [name, value] of Object.entries({ rows: CONTACTS, rejected: 0, ...expected })) {
    if (report[name as keyof ImportReport] !== value) throw new Error(`${name} should be ${value}: ${JSON.stringify({ rows, created, unchanged, rejected })}`);
  }
  return report;
}

/** Some of the segments are counted from nothing: incremental work must give the same. */
async function checkSegments({ api }: Installation, rules: readonly unknown[]): Promise<number> {
  const { segments } = await api.get<{ segments: { name: string; members: number }[] }>('segments?limit=1000');
  const members = new Map(segments.map(({ name, members: found }) => [name, found]));
  for (const n of [0, 15, 30, 45].filter((at) => at < rules.length)) {
    const found = members.get(`segment ${n}`) ?? -1;
    const { low, high } = await api.post<{ low: number; high: number }>('segments/preview', { rule: rules[n] });
    // An estimate of 95 % is missed once in twenty: twice its width is never.
    if (Math.abs(2 * found - low - high) > 2 * (high - low)) throw new Error(`segment ${n} has ${found} members instead of ${low} to ${high}`);
  }
  return [...members.values()].reduce((sum, found) => sum + found, 0);
}

/** Runs the import; tells the CPU that its rows cost, and what follows from them. */
async function watched(installation: Installation, run: () => Promise<ImportReport>): Promise<{ report: ImportReport; writing: Cpu; settling: Cpu }> {
  const { api, pid, databaseMark } = installation;
  const now = (): Cpu => cpuOf(pid, databaseMark);
  const [before, known] = [now(), (await importsOf(api)).length];
  const written = cpuWhen(async () => (await importsOf(api)).length > known && (await importsOf(api))[0]?.state !== 'running', now);
  const report = await run();
  return { report, writing: microsecondsEach(before, await written, CONTACTS), settling: microsecondsEach(await written, now(), CONTACTS) };
}

const importsOf = async (api: Installation['api']): Promise<{ state: string }[]> => (await api.get<{ imports: { state: string }[] }>('imports?limit=100')).imports;
const cpuText = ({ service, database }: Cpu): string => `CPU a row: service ${service.toFixed(1)} µs, PostgreSQL ${database.toFixed(1)} µs`;

const rateOf = ({ startedAt, finishedAt, writtenAt = finishedAt }: ImportReport): number => CONTACTS / secondsBetween(startedAt, writtenAt);

/** The same file once more as soon as the others are told, and again when they have read it all: one process does their work too. */
async function measureAgain(installation: Installation, file: string): Promise<Record<'amid' | 'again', { report: ImportReport; writing: Cpu }>> {
  const known = (): Promise<ImportReport> => importFile(installation, file, { created: 0, unchanged: CONTACTS });
  const amid = await watched(installation, known);
  say(`the same file again     ${count(rateOf(amid.report)).padStart(9)} rows/s while other services still read of the new rows; ${cpuText(amid.writing)}`);
  await untilAtRest(() => cpuOf(installation.pid, installation.databaseMark));
  const again = await watched(installation, known);
  say(`  and once they have    ${count(rateOf(again.report)).padStart(9)} rows/s; ${cpuText(again.writing)}`);
  return { amid, again };
}

async function measure(installation: Installation): Promise<Record<string, unknown>> {
  const { api, folder, pid } = installation;
  const rules = segmentRules(Number(values.segments));
  for (const [n, rule] of rules.entries()) await api.post('segments', { name: `segment ${n}`, rule });
  const file = join(folder, 'customers.csv');
  await pipeline(Readable.from(customerFile(customerRows(CONTACTS))), createWriteStream(file));
  const memory = new ResidentMemory(pid);
  const first = await watched(installation, () => importFile(installation, file, { created: CONTACTS }));
  const { finishedAt, writtenAt = finishedAt, settledAt = finishedAt } = first.report;
  const rowsPerSecond = rateOf(first.report);
  const [settleSeconds, tellSeconds] = [secondsBetween(writtenAt, settledAt), secondsBetween(settledAt, finishedAt)];
  say(`new rows                ${count(rowsPerSecond).padStart(9)} /s until contacts, accounts and consents are visible; ${cpuText(first.writing)}`);
  say(`settled after           ${settleSeconds.toFixed(1).padStart(9)} s: tiers and ${rules.length} segments; ${cpuText(first.settling)}`);
  say(`other services told     ${tellSeconds.toFixed(1).padStart(9)} s later`);
  const memberships = await checkSegments(installation, rules);
  const { amid, again } = await measureAgain(installation, file);
  await pipeline(Readable.from(customerFile(laterRows(CONTACTS))), createWriteStream(file));
  const later = await watched(installation, () => importFile(installation, file, { created: 0, unchanged: 0 }));
  const changedRowsPerSecond = rateOf(later.report);
  say(`one column changed      ${count(changedRowsPerSecond).padStart(9)} rows/s; ${cpuText(later.writing)}; settled: ${cpuText(later.settling)}`);
  const rss = memory.end();
  say(`memory of the service   ${count(rss.peak).padStart(9)} MB at most (first third ${rss.firstThird}, last third ${rss.lastThird}); ${count(memberships)} memberships`);
  const cpu = { writing: first.writing, settling: first.settling, amid: amid.writing, again: again.writing, changed: later.writing, changedSettling: later.settling };
  return { rowsPerSecond, repeatAmidReadingRowsPerSecond: rateOf(amid.report), repeatRowsPerSecond: rateOf(again.report), changedRowsPerSecond, settleSeconds, tellSeconds, rssMb: rss.peak, rss, memberships, cpuMicrosecondsARow: cpu };
}

async function measureBare({ databaseUrl }: Installation): Promise<Record<string, number>> {
  const bare = await BareUpsert.open(databaseUrl);
  const bareRowsPerSecond = await bare.write(CONTACTS);
  const bareRepeatRowsPerSecond = await bare.write(CONTACTS);
  await bare.close();
  say(`bare upsert of one table ${count(bareRowsPerSecond).padStart(8)} new rows/s, ${count(bareRepeatRowsPerSecond)} rows/s again`);
  return { bareRowsPerSecond, bareRepeatRowsPerSecond };
}

async function measureListmonk({ folder, databaseUrl, databaseMark }: Installation, listmonk: string): Promise<PeerRun> {
  const run = await importIntoListmonk({ folder: listmonk, work: join(folder, 'listmonk'), databaseUrl, databaseMark }, customerRows(CONTACTS), CONTACTS);
  say(`listmonk                ${count(run.rowsPerSecond).padStart(9)} new rows/s, ${count(run.repeatRowsPerSecond)} rows/s again; CPU a row: listmonk ${run.cpu.service.toFixed(1)} µs, PostgreSQL ${run.cpu.database.toFixed(1)} µs; ${count(run.rssMb)} MB at most`);
  return run;
}

function sayRatio(own: Readonly<Record<string, unknown>>, { rowsPerSecond, repeatRowsPerSecond }: PeerRun): Record<string, number> {
  const ratio = { timesListmonk: Number(own['rowsPerSecond']) / rowsPerSecond, timesListmonkAgain: Number(own['repeatRowsPerSecond']) / repeatRowsPerSecond };
  say(`beside listmonk         ${ratio.timesListmonk.toFixed(1).padStart(9)} times its new rows, ${ratio.timesListmonkAgain.toFixed(1)} times when the same file comes again`);
  return ratio;
}

say(`${count(CONTACTS)} contacts, ${values.segments} segments`);
const installation = await startInstallation(values.profile);
try {
  const bare = values.baseline === 'yes' ? await measureBare(installation) : {};
  const listmonk = values.listmonk === undefined ? undefined : await measureListmonk(installation, values.listmonk);
  const own = await measure(installation);
  writeJson(values.json, { contacts: CONTACTS, ...own, ...bare, ...(listmonk ? { listmonk, ...sayRatio(own, listmonk) } : {}) });
} finally {
  await installation.stop();
}
process.exit(0);
