// What both event logs move from outbox to handler, and what Kafka's adapter costs beside kafkajs alone, in the same run.
import { parseArgs } from 'node:util';
import { openKafkaEventLog, PostgresEventLog, type EventLog } from '@widecast/messaging';
import { createTestDatabase, provideKafka } from '@widecast/testing';
import { writeJson } from '../write-json.ts';
import { BareKafka } from './bare-kafka.ts';
import { Stage } from './stage.ts';
import { median, perSecond, quantile, type Measured, type Work } from './work.ts';

const { values: given } = parseArgs({
  options: { records: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' }, json: { type: 'string' } },
});
const work: Work = { records: Math.ceil(Number(given.records) / 500) * 500, batch: 500, bytes: 300 };
const rounds = Number(given.rounds);
const IDLE_RECORDS = 300;

const rates = new Map<string, number[]>();
const note = (what: string, measured: Measured): void => {
  rates.set(what, [...(rates.get(what) ?? []), perSecond(measured)]);
  process.stdout.write(`  ${what.padEnd(34)} ${perSecond(measured).toLocaleString('en-US').padStart(9)} records/s\n`);
};
const rateOf = (what: string): number => median(rates.get(what) ?? []);

async function onStage<Result>(log: EventLog, databaseUrl: string, what: (stage: Stage) => Promise<Result>): Promise<Result> {
  const stage = await Stage.open(log, databaseUrl);
  try {
    return await what(stage);
  } finally {
    await stage.close();
  }
}

async function portOf(log: EventLog, databaseUrl: string): Promise<void> {
  await onStage(log, databaseUrl, async (stage) => note(`${log.kind}: outbox to handler`, await stage.outboxToHandler(work)));
  await onStage(log, databaseUrl, async (stage) => {
    note(`${log.kind}: append`, await stage.append(work));
    note(`${log.kind}: consume`, await stage.consume(work));
  });
}

async function bare(brokers: readonly string[]): Promise<void> {
  note('kafkajs alone: send and consume', await (await BareKafka.open(brokers)).produceAndConsume(work));
  const kafka = await BareKafka.open(brokers);
  note('kafkajs alone: send', await kafka.produce(work));
  note('kafkajs alone: consume', await kafka.consume(work));
}

const database = await createTestDatabase();
const { kafka, reason } = await provideKafka();
const postgresLog = await PostgresEventLog.open({ url: database.url });
const kafkaLog = kafka && (await openKafkaEventLog({ brokers: kafka.brokers, clientId: 'bench' }));
process.stdout.write(`${work.records} records of ${work.bytes} bytes and their headers, ${work.batch} a batch, 6 partitions; ${rounds} rounds\n`);
if (!kafka) process.stdout.write(`not measured: Kafka (${reason})\n`);

for (let round = 1; round <= rounds; round += 1) {
  process.stdout.write(`round ${round}\n`);
  await portOf(postgresLog, database.url);
  if (kafka && kafkaLog) {
    await portOf(kafkaLog, database.url);
    await bare(kafka.brokers);
  }
}
const idle = await onStage(postgresLog, database.url, (stage) => stage.latencies(IDLE_RECORDS, work));
const figures = {
  ...Object.fromEntries([...rates.keys()].map((what) => [what, rateOf(what)])),
  idleMs: { p50: quantile(idle, 0.5), p99: quantile(idle, 0.99) },
  ratios: kafka && {
    outboxToHandler: rateOf('kafka: outbox to handler') / rateOf('kafkajs alone: send and consume'),
    append: rateOf('kafka: append') / rateOf('kafkajs alone: send'),
    consume: rateOf('kafka: consume') / rateOf('kafkajs alone: consume'),
  },
};
process.stdout.write('medians\n');
for (const what of rates.keys()) process.stdout.write(`  ${what.padEnd(34)} ${rateOf(what).toLocaleString('en-US').padStart(9)} records/s\n`);
process.stdout.write(`  postgres, idle: outbox to handler p50 ${figures.idleMs.p50.toFixed(1)} ms, p99 ${figures.idleMs.p99.toFixed(1)} ms\n`);
for (const [what, ratio] of Object.entries(figures.ratios ?? {})) process.stdout.write(`  Kafka's adapter beside kafkajs alone, ${what}: ${ratio.toFixed(2)}\n`);
writeJson(given.json, figures);

await postgresLog.close();
await kafkaLog?.close();
await database.drop();
await kafka?.stop();
process.exit(0);
