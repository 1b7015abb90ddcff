// How fast segments are: a recount, a count while editing, and a change of a contact until its segments have moved.
import { parseArgs } from 'node:util';
import type { Rule } from '@widecast/rules';
import type { TestService } from '@widecast/testing';
import { cpuSince, Memory, openCrowd } from '../crowd/crowd.ts';
import { runSeries } from '../series.ts';
import { writeJson } from '../write-json.ts';
import { drawContacts, measureLoad } from './load.ts';
import { PROBE, ruleOf, TYPICAL } from './rules.ts';

const { values: given } = parseArgs({
  options: {
    contacts: { type: 'string', default: '100000' }, events: { type: 'string' }, segments: { type: 'string', default: '200' },
    changes: { type: 'string', default: '2000' }, seconds: { type: 'string', default: '20' }, data: { type: 'string' }, json: { type: 'string' }, series: { type: 'string' },
  },
});
if (given.series !== undefined) process.exit(await runSeries({ sizes: given.series, json: given.json, keys: ['recountSeconds', 'countMs', 'changeVisibleP99Ms', 'rssMb'] }));
const contacts = Number(given.contacts);
const size = { contacts, events: Number(given.events ?? contacts * 10) };
const COUNTS = 15;
const ROUNDS = 3;

interface Segment {
  readonly id: string;
  readonly members: number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const quantile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const begun = performance.now();
  const result = await work();
  return { result, ms: performance.now() - begun };
}

async function save(service: TestService, name: string, rule: Rule): Promise<Segment> {
  const { segments } = (await service.get('/v1/segments?limit=1000')).body as { segments: (Segment & { name: string })[] };
  const known = segments.find((segment) => segment.name === name);
  const { status, body } = known ? await service.call('PUT', `/v1/segments/${known.id}`, { body: { name, rule } }) : await service.post('/v1/segments', { name, rule });
  if (status >= 300) throw new Error(`No segment "${name}": ${JSON.stringify(body)}`);
  return body as Segment;
}

async function recount(service: TestService): Promise<number> {
  const worst: number[] = [];
  for (const [name, rule] of Object.entries(TYPICAL)) {
    const { result, ms } = await timed(() => save(service, name, rule));
    const again: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) again.push((await timed(() => save(service, name, rule))).ms);
    worst.push(quantile(again, 0.5));
    say(`  ${name}: ${result.members} members; first ${(ms / 1000).toFixed(2)} s, recount ${(quantile(again, 0.5) / 1000).toFixed(2)} s`);
  }
  return Math.max(...worst) / 1000;
}

async function count(service: TestService): Promise<number> {
  const took: number[] = [];
  for (const [name, rule] of Object.entries(TYPICAL)) {
    const own: number[] = [];
    let answer: unknown;
    for (let n = 0; n < COUNTS; n += 1) {
      const { result, ms } = await timed(() => service.post('/v1/segments/preview', { rule }));
      own.push(ms);
      answer = result.body;
    }
    took.push(...own);
    say(`  ${name}: ${JSON.stringify(answer)} in ${quantile(own, 0.5).toFixed(0)} ms (median), ${Math.max(...own).toFixed(0)} ms (worst)`);
  }
  return quantile(took, 0.95);
}

const crowd = await openCrowd(size, given.data);
const memory = new Memory();
const { service } = crowd;
try {
  say('recount of a rule, nobody moves (median of 3)');
  const recountSeconds = await recount(service);
  say('count while editing');
  const countMs = await count(service);
  const made = await timed(async () => {
    const { segments } = (await service.get('/v1/segments?limit=1000')).body as { segments: { name: string }[] };
    const known = new Set(segments.map(({ name }) => name));
    for (let n = 0; n < Number(given.segments) - 1; n += 1) if (!known.has(`segment ${n}`)) await save(service, `segment ${n}`, ruleOf(n));
  });
  say(`${given.segments} segments made in ${(made.ms / 1000).toFixed(0)} s`);
  const probe = await save(service, 'probe', PROBE);
  const rate = Number(given.changes);
  const drawn = await drawContacts(service, rate * Number(given.seconds));
  // Each contact changes once: of few there are changes for a shorter time.
  const load = { rate, seconds: Math.floor(drawn.length / rate), segmentId: probe.id };
  if (load.seconds === 0) throw new Error(`--contacts must be ${rate} at least for ${rate} changes a second`);
  const before = crowd.cpu();
  const { latencies, answered, missing } = await measureLoad(service, drawn, load);
  const changeVisibleP99Ms = quantile(latencies, 0.99);
  say(`${rate} changes/s for ${load.seconds} s: visible and published after p50 ${quantile(latencies, 0.5).toFixed(0)} ms, p99 ${changeVisibleP99Ms.toFixed(0)} ms, worst ${Math.max(...latencies).toFixed(0)} ms; requests answered after p50 ${quantile(answered, 0.5).toFixed(0)} ms, p99 ${quantile(answered, 0.99).toFixed(0)} ms; ${missing} missing; ${cpuSince(before, crowd.cpu())}`);
  const rssMb = memory.stop();
  say(`peak resident memory of the service and the load: ${rssMb} MB`);
  writeJson(given.json, { contacts, events: size.events, segments: Number(given.segments), recountSeconds, countMs, changeVisibleP99Ms, missing, rssMb });
  process.exitCode = missing === 0 ? 0 : 1;
} finally {
  await crowd.close();
}
process.exit();
