import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { LogRecord, Member, RecordBatch, Subscription } from '../log/event-log.ts';

export interface KafkaMemberSettings {
  readonly consumer: Consumer;
  /** A member that is silent for so long loses its partitions, in ms. */
  readonly session: number;
  /** Partitions worked on at a time. */
  readonly concurrency: number;
  readonly onError: (error: unknown) => void;
}

const SLICE = 1000;

/** A member of a Kafka consumer group; sends its heartbeats itself, so a slow handler loses nothing. */
export class KafkaMember implements Member {
  private readonly held = new Map<string, ReadonlySet<number>>();
  private readonly rests = new Map<string, NodeJS.Timeout | undefined>();

  constructor(
    private readonly subscription: Subscription,
    private readonly settings: KafkaMemberSettings,
  ) {}

  async start(): Promise<void> {
    const { consumer, concurrency, onError } = this.settings;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.onJoin(payload.memberAssignment));
    consumer.on(consumer.events.CRASH, ({ payload }) => onError(payload.error));
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.subscription.topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrency,
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  holds(topic: string, partition: number): boolean {
    return this.held.get(topic)?.has(partition) ?? false;
  }

  resume(topic: string, partition: number, offset: bigint): void {
    if (!this.holds(topic, partition)) return;
    this.settings.consumer.seek({ topic, partition, offset: offset.toString() });
    this.wake(topic, partition);
  }

  /** kafkajs lets the batches in hand come to their end before it leaves the group. */
  async stop(): Promise<void> {
    for (const timer of this.rests.values()) clearTimeout(timer);
    await this.settings.consumer.disconnect();
  }

  private onJoin(assignment: Record<string, number[]>): void {
    this.held.clear();
    for (const [topic, partitions] of Object.entries(assignment)) this.held.set(topic, new Set(partitions));
    // What rested may have been dealt with by another member meanwhile: try everything again.
    for (const place of [...this.rests.keys()]) {
      const split = place.lastIndexOf('/');
      this.wake(place.slice(0, split), Number(place.slice(split + 1)));
    }
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const beating = setInterval(() => void payload.heartbeat().catch(() => undefined), this.settings.session / 6);
    try {
      await this.workThrough(payload);
    } finally {
      clearInterval(beating);
    }
  }

  private async workThrough({ batch, resolveOffset, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = batch;
    for (let start = 0; start < messages.length; start += SLICE) {
      if (!isRunning() || isStale() || this.rests.has(`${topic}/${partition}`)) return;
      const records = messages.slice(start, start + SLICE).map((message) => recordOf(topic, message));
      const next = await this.deliver({ topic, partition, records });
      if (next > (records[0]?.offset ?? 0n)) {
        resolveOffset((next - 1n).toString());
        await this.settings.consumer.commitOffsets([{ topic, partition, offset: next.toString() }]);
      }
    }
  }

  private async deliver(batch: RecordBatch): Promise<bigint> {
    try {
      const { next, rest } = await this.subscription.deliver(batch);
      if (rest !== undefined) this.rest(batch.topic, batch.partition, rest);
      return next;
    } catch (error) {
      this.rest(batch.topic, batch.partition, 'stopped');
      this.settings.onError(error);
      return batch.records[0]?.offset ?? 0n;
    }
  }

  private rest(topic: string, partition: number, rest: number | 'stopped'): void {
    this.settings.consumer.pause([{ topic, partitions: [partition] }]);
    this.rests.set(`${topic}/${partition}`, rest === 'stopped' ? undefined : setTimeout(() => this.wake(topic, partition), rest));
  }

  private wake(topic: string, partition: number): void {
    clearTimeout(this.rests.get(`${topic}/${partition}`));
    this.rests.delete(`${topic}/${partition}`);
    this.settings.consumer.resume([{ topic, partitions: [partition] }]);
  }
}

function recordOf(topic: string, { key, headers, value, offset }: KafkaMessage): LogRecord {
  const texts = Object.entries(headers ?? {}).map(([name, content]): [string, string] => [name, String(content ?? '')]);
  return { topic, key: key?.toString() ?? '', headers: Object.fromEntries(texts), value: value?.toString() ?? null, offset: BigInt(offset) };
}
