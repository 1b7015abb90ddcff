import { randomBytes } from 'node:crypto';
import { Kafka, logLevel, Partitioners, type Message, type Producer } from 'kafkajs';
import { recordsOf } from './stage.ts';
import type { Measured, Work } from './work.ts';

const PARTITIONS = 6;

/** kafkajs with nothing around it, moving the same records: an idempotent producer, acks -1, one request in flight; eachBatch. */
export class BareKafka {
  private readonly topic = `bare-${randomBytes(6).toString('hex')}`;

  private constructor(private readonly kafka: Kafka) {}

  static async open(brokers: readonly string[]): Promise<BareKafka> {
    const bare = new BareKafka(new Kafka({ clientId: 'bare', brokers: [...brokers], logLevel: logLevel.NOTHING }));
    const admin = bare.kafka.admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: bare.topic, numPartitions: PARTITIONS, replicationFactor: 1 }] });
    await admin.disconnect();
    return bare;
  }

  async produce(work: Work): Promise<Measured> {
    const batches = this.batchesOf(work);
    const producer = await this.producer();
    const begun = performance.now();
    for (const messages of batches) await producer.send({ topic: this.topic, acks: -1, messages });
    const seconds = (performance.now() - begun) / 1000;
    await producer.disconnect();
    return { records: work.records, seconds };
  }

  /** What was produced before, from joining the group to the last record. */
  async consume(work: Work): Promise<Measured> {
    const begun = performance.now();
    return await this.consuming(work, () => Promise.resolve(), () => begun);
  }

  /** From the first send to the last record, both at work at once. */
  async produceAndConsume(work: Work): Promise<Measured> {
    const batches = this.batchesOf(work);
    const producer = await this.producer();
    let begun = 0;
    const measured = await this.consuming(work, async () => {
      begun = performance.now();
      for (const messages of batches) await producer.send({ topic: this.topic, acks: -1, messages });
    }, () => begun);
    await producer.disconnect();
    return measured;
  }

  private batchesOf(work: Work): Message[][] {
    return Array.from({ length: work.records / work.batch }, (_, index) =>
      recordsOf(this.topic, index * work.batch, work).map(({ key, value, headers }) => ({ key, value, headers })));
  }

  private async producer(): Promise<Producer> {
    const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    return producer;
  }

  private async consuming(work: Work, meanwhile: () => Promise<void>, since: () => number): Promise<Measured> {
    const consumer = this.kafka.consumer({ groupId: `bare-${randomBytes(6).toString('hex')}`, maxWaitTimeInMs: 500 });
    await consumer.connect();
    await consumer.subscribe({ topics: [this.topic], fromBeginning: true });
    const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
    let consumed = 0;
    const all = new Promise<void>((resolve) => {
      void consumer.run({
        partitionsConsumedConcurrently: 4,
        eachBatch: ({ batch }) => {
          consumed += batch.messages.length;
          if (consumed >= work.records) resolve();
          return Promise.resolve();
        },
      });
    });
    await joined;
    await meanwhile();
    await all;
    const seconds = (performance.now() - since()) / 1000;
    await consumer.disconnect();
    return { records: work.records, seconds };
  }
}
