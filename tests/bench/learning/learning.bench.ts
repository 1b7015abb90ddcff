// Learning from corrected tickets beside the service's work: how long it takes, what the service's answers wait meanwhile, whether the new model is
// better on tickets that were kept from it, into service and back. Questions and labels are those of Banking77, which the caller has.
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { readBanking77 } from '../triage-text/data-sets.ts';
import { startSupport } from '../triage/support.ts';
import { writeJson } from '../write-json.ts';

const { values } = parseArgs({ options: { banking77: { type: 'string' }, tickets: { type: 'string', default: '5000' }, rate: { type: 'string', default: '50' }, json: { type: 'string' } } });
if (values.banking77 === undefined) throw new Error('usage: npm run bench -- learning --banking77 DIR [--tickets 5000] [--rate 50] [--json FILE]');
const { train, test } = readBanking77(values.banking77);
const every = Math.max(1, Math.floor(train.length / Number(values.tickets)));
const lessons = train.filter((_, at) => at % every === 0).slice(0, Number(values.tickets));

interface Ticket {
  readonly id: string;
  readonly intent: string;
  readonly confidence: number;
}

interface Model {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly card: { readonly examples: number; readonly trainSeconds: number } | null;
}

const support = await startSupport('support@bench.test', { TICKETS_LEARNING: 'off' });
const { service } = support;
let writer = 0;
const open = (text: string): Promise<Ticket> => service.call<Ticket>('POST', 'tickets', { from: `writer${(writer += 1)}@bench.test`, subject: 'Question', text });
const seconds = (since: number): number => Math.round((performance.now() - since) / 10) / 100;
const at = (sorted: readonly number[], share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

/** Labels so many tickets, in an order that mixes the intents. */
async function label(): Promise<void> {
  const rest = lessons.map((lesson, n) => ({ lesson, key: Math.imul(n + 1, 2_654_435_761) >>> 0 })).toSorted((a, b) => a.key - b.key);
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let next = rest.pop(); next; next = rest.pop()) {
      const { id } = await open(next.lesson.text);
      await service.call('PATCH', `tickets/${id}`, { intent: next.lesson.label, newIntent: true });
    }
  }));
}

/** Opens tickets at the rate until told to end; how long each waited to be committed and routed, in ms, sorted. */
async function serveUntil(isOver: () => Promise<boolean>): Promise<number[]> {
  const waits: number[] = [];
  const begun = performance.now();
  const pending: Promise<unknown>[] = [];
  for (let n = 0; n % 25 !== 0 || !(await isOver()); n += 1) {
    await delay(Math.max(0, (n / Number(values.rate)) * 1000 - (performance.now() - begun)));
    const sent = performance.now();
    pending.push(open(test[n % test.length]?.text ?? '').then(() => waits.push(performance.now() - sent)));
  }
  await Promise.all(pending);
  return waits.toSorted((a, b) => a - b);
}

try {
  const labelling = performance.now();
  await label();
  tell(`${lessons.length} tickets opened and labelled in ${seconds(labelling)} s`);

  const calmUntil = performance.now() + 15_000;
  const calm = await serveUntil(() => Promise.resolve(performance.now() > calmUntil));
  const [memory, cpu, begun] = [service.megabytes, service.cpuSeconds, performance.now()];
  const { id } = await service.call<Model>('POST', 'intent-models', {});
  const state = (): Promise<Model> => service.call<Model>('GET', `intent-models/${id}`);
  const busy = await serveUntil(async () => (await state()).state !== 'training');
  const [wall, used, model] = [seconds(begun), Math.round(service.cpuSeconds - cpu), await state()];
  if (model.state !== 'ready') throw new Error(`the training ended as ${model.state}: ${model.reason}`);
  tell(`a model of ${model.card?.examples} of them (the rest is kept to compare on): ${wall} s, ${used} CPU seconds of the service with ${values.rate} tickets a second meanwhile; resident ${memory} MB before, ${service.peakMegabytes} MB at most`);
  tell(`a ticket waits, calm: p50 ${at(calm, 0.5)} ms, p99 ${at(calm, 0.99)} ms; while training: p50 ${at(busy, 0.5)} ms, p99 ${at(busy, 0.99)} ms`);

  const comparing = performance.now();
  const comparison = await service.call<{ tickets: number; right: number; servingRight: number; p: number; isBetter: boolean }>('GET', `intent-models/${id}/comparison`);
  tell(`held against what serves: ${seconds(comparing)} s, ${comparison.tickets} tickets, ${comparison.right} right, what serves ${comparison.servingRight}, better: ${comparison.isBetter}`);

  const question = test[0];
  const before = await open(question?.text ?? '');
  const promoting = performance.now();
  await service.call('POST', `intent-models/${id}/serve`, {});
  const promoted = await open(question?.text ?? '');
  const promotion = seconds(promoting);
  const backing = performance.now();
  await service.call('POST', 'intent-models/roll-back', { why: 'bench' });
  const back = await open(question?.text ?? '');
  tell(`into service ${promotion} s, back ${seconds(backing)} s; one question: ${[before, promoted, back].map(({ intent, confidence }) => `${intent} ${confidence.toFixed(2)}`).join(' → ')}`);
  writeJson(values.json, {
    labelled: lessons.length, trained: model.card?.examples, wallSeconds: wall, cpuSeconds: used, megabytesBefore: memory, megabytesPeak: service.peakMegabytes,
    calm: { p50: at(calm, 0.5), p99: at(calm, 0.99) }, training: { p50: at(busy, 0.5), p99: at(busy, 0.99) }, comparison, promotion,
  });
} finally {
  await support.stop();
}
