import { randomBytes } from 'node:crypto';
import { deadLettersOf, defineEvent, type EventContract } from '@widecast/contracts';
import { createDataSource, Database, migrate } from '@widecast/database';
import { CreateMessaging1764000000000, envelopeOf, GroupConsumer, Outbox, type EventLog, type OutgoingRecord } from '@widecast/messaging';
import { z } from 'zod';
import type { Measured, Work } from './work.ts';

const schema = z.object({ key: z.string(), n: z.int(), fill: z.string() });
type Note = z.infer<typeof schema>;

const WRITERS = 2;
const PAUSE = 15;

export const noteOf = (n: number, { bytes }: Work): Note => {
  const note = { key: `key ${n % 1009}`, n, fill: '' };
  return { ...note, fill: 'x'.repeat(Math.max(0, bytes - JSON.stringify(note).length)) };
};

/** The records of one batch as they lie in the log. */
export const recordsOf = (topic: string, from: number, work: Work): OutgoingRecord[] =>
  Array.from({ length: work.batch }, (_, index) => {
    const note = noteOf(from + index, work);
    return { topic, key: note.key, headers: envelopeOf(topic, 'bench'), value: JSON.stringify(note) };
  });

/** A service of its own on a log: schema, outbox, relay and consumer, all as services have them. */
export class Stage {
  private readonly service = `b${[...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`;
  private readonly contract: EventContract<typeof schema> = defineEvent({
    topic: `${this.service}.noted.v1`, retention: { kind: 'facts', days: 1 }, keyOf: ({ key }) => key, schema,
  });
  private readonly outbox = new Outbox(this.service);
  private handled = 0;
  private onHandled: () => void = () => undefined;

  private constructor(private readonly log: EventLog, private readonly database: Database) {}

  static async open(log: EventLog, databaseUrl: string): Promise<Stage> {
    const dataSource = createDataSource({ url: databaseUrl, schema: `bench_${randomBytes(6).toString('hex')}`, entities: [], migrations: [CreateMessaging1764000000000], poolSize: 8 });
    await dataSource.initialize();
    await migrate(dataSource);
    const stage = new Stage(log, new Database(dataSource));
    await log.ensureTopics([stage.contract, deadLettersOf(stage.service)]);
    return stage;
  }

  /** From the first insert into the outbox to the last record in the handler, both at work at once. */
  async outboxToHandler(work: Work): Promise<Measured> {
    return await this.consuming(async () => {
      const relay = this.log.relay(this.database);
      this.outbox.onCommitted(() => relay.wake());
      const begun = performance.now();
      await Promise.all(Array.from({ length: WRITERS }, (_, writer) => this.write(work, writer)));
      await this.until(work.records);
      const seconds = (performance.now() - begun) / 1000;
      await relay.stop();
      return { records: work.records, seconds };
    });
  }

  /** The port alone: records appended without an outbox. */
  async append(work: Work): Promise<Measured> {
    const batches = Array.from({ length: work.records / work.batch }, (_, index) => recordsOf(this.contract.topic, index * work.batch, work));
    const begun = performance.now();
    for (const batch of batches) await this.log.append(batch);
    return { records: work.records, seconds: (performance.now() - begun) / 1000 };
  }

  /** What was appended before, from joining the group to the last record in the handler. */
  async consume(work: Work): Promise<Measured> {
    const begun = performance.now();
    return await this.consuming(async () => {
      await this.until(work.records);
      return { records: work.records, seconds: (performance.now() - begun) / 1000 };
    });
  }

  /** One record at a time while nothing else happens: ms from before its transaction to the handler. */
  async latencies(count: number, work: Work): Promise<number[]> {
    return await this.consuming(async () => {
      const relay = this.log.relay(this.database);
      this.outbox.onCommitted(() => relay.wake());
      const taken: number[] = [];
      for (let n = 0; n < count; n += 1) {
        const begun = performance.now();
        await this.say([noteOf(n, work)]);
        await this.until(n + 1);
        taken.push(performance.now() - begun);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
      await relay.stop();
      // The first ones pay for joining the group.
      return taken.slice(Math.floor(count / 10));
    });
  }

  async close(): Promise<void> {
    await this.database.query('TRUNCATE outbox');
    await this.database.dataSource.destroy();
  }

  private async write(work: Work, writer: number): Promise<void> {
    for (let from = writer * work.batch; from < work.records; from += WRITERS * work.batch) {
      await this.say(Array.from({ length: work.batch }, (_, index) => noteOf(from + index, work)));
    }
  }

  private say(notes: readonly Note[]): Promise<void> {
    return this.database.transaction((tx) => this.outbox.append(tx, this.contract, notes));
  }

  private async consuming<Result>(work: () => Promise<Result>): Promise<Result> {
    this.handled = 0;
    const { log, database, outbox, service } = this;
    const consumer = new GroupConsumer({ log, database, outbox, service });
    consumer.handle({ contract: this.contract, batch: 500, lanes: 1, handle: (events) => this.take(events.length) });
    await consumer.start();
    try {
      return await work();
    } finally {
      await consumer.stop();
    }
  }

  private take(records: number): Promise<void> {
    this.handled += records;
    this.onHandled();
    return Promise.resolve();
  }

  private until(records: number): Promise<void> {
    return new Promise((resolve) => {
      this.onHandled = () => {
        if (this.handled >= records) resolve();
      };
      this.onHandled();
    });
  }
}
