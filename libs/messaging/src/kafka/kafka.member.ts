import type { Consumer, ConsumerCrashEvent, EachBatchPayload } from 'kafkajs';
import type { Member, RecordBatch, Subscription } from '../log/event-log.ts';
import { Pulse } from './pulse.ts';
import { recordOf } from './record.ts';
import { Rests } from './rests.ts';

export interface KafkaMemberSettings {
  readonly consumer: Consumer;
  /** A member that is silent for so long loses its partitions, in ms. */
  readonly session: number;
  /** Partitions worked on at a time. */
  readonly concurrency: number;
  readonly onError: (error: unknown) => void;
}

const SLICE = 1000;
const REVIVE_AFTER = 1000;

/** A member of a Kafka consumer group; sends its heartbeats itself, so a slow handler loses nothing. */
export class KafkaMember implements Member {
  private readonly held = new Map<string, ReadonlySet<number>>();
  private readonly rests = new Rests((topic, partition) => this.tell(() => this.settings.consumer.resume([{ topic, partitions: [partition] }])));
  isStopping = false;
  private reviving: NodeJS.Timeout | undefined;

  constructor(
    private readonly subscription: Subscription,
    private readonly settings: KafkaMemberSettings,
  ) {}

  async start(): Promise<void> {
    const { consumer } = this.settings;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.onJoin(payload.memberAssignment));
    consumer.on(consumer.events.CRASH, (event) => this.onCrash(event));
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.subscription.topics], fromBeginning: true });
    await this.run();
  }

  holds(topic: string, partition: number): boolean {
    return this.held.get(topic)?.has(partition) ?? false;
  }

  async resume(topic: string, partition: number, offset: bigint): Promise<boolean> {
    if (!this.holds(topic, partition)) return false;
    const place = { topic, partition, offset: offset.toString() };
    try {
      // Where nothing follows the skipped record, no batch would ever commit it.
      await this.settings.consumer.commitOffsets([place]);
    } catch (error) {
      this.settings.onError(error);
      return false;
    }
    this.tell(() => this.settings.consumer.seek(place));
    this.rests.end(topic, partition);
    return true;
  }

  /** kafkajs lets the batches in hand come to their end before it leaves the group. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.reviving);
    this.rests.clear();
    await this.settings.consumer.disconnect().catch(this.settings.onError);
  }

  private async run(): Promise<void> {
    await this.settings.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.settings.concurrency,
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  private onJoin(assignment: Record<string, number[]>): void {
    // A restart that was under way when we were told to stop.
    if (this.isStopping) setTimeout(() => void this.stop(), 100);
    this.held.clear();
    for (const [topic, partitions] of Object.entries(assignment)) this.held.set(topic, new Set(partitions));
    // What rested may have been dealt with by another member meanwhile: try everything again.
    this.rests.endAll();
  }

  /** kafkajs restarts after errors that it takes for passing; this member starts again after the others too. */
  private onCrash({ payload }: ConsumerCrashEvent): void {
    this.held.clear();
    this.settings.onError(payload.error);
    if (!payload.restart) this.reviveSoon();
  }

  private reviveSoon(): void {
    if (this.isStopping) return;
    const revive = async (): Promise<void> => {
      await this.settings.consumer.connect();
      await this.run();
    };
    this.reviving = setTimeout(() => void revive().catch(() => this.reviveSoon()), REVIVE_AFTER);
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const pulse = new Pulse(() => payload.heartbeat(), this.settings.session / 6);
    try {
      await this.workThrough(payload, pulse);
    } finally {
      pulse.stop();
    }
  }

  private async workThrough(payload: EachBatchPayload, pulse: Pulse): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    let done = 0;
    while (done < messages.length && payload.isRunning() && !payload.isStale() && !pulse.isLost && !this.rests.has(topic, partition)) {
      const records = messages.slice(done, done + SLICE).map((message) => recordOf(topic, message));
      const next = await this.deliver({ topic, partition, records });
      const progress = records.findIndex(({ offset }) => offset >= next);
      if (progress === 0) return;
      // First committed, then passed over: what could not be committed is delivered again.
      await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: next.toString() }] }] });
      payload.resolveOffset((next - 1n).toString());
      done += progress === -1 ? records.length : progress;
    }
  }

  private async deliver(batch: RecordBatch): Promise<bigint> {
    try {
      const { next, rest } = await this.subscription.deliver(batch);
      if (rest !== undefined) this.rest(batch, rest);
      return next;
    } catch (error) {
      this.rest(batch, 'stopped');
      this.settings.onError(error);
      return batch.records[0]?.offset ?? 0n;
    }
  }

  private rest({ topic, partition }: RecordBatch, rest: number | 'stopped'): void {
    this.tell(() => this.settings.consumer.pause([{ topic, partitions: [partition] }]));
    this.rests.begin(topic, partition, rest);
  }

  /** kafkajs refuses to be told anything between a crash and its restart; the next join puts everything right. */
  private tell(what: () => void): void {
    try {
      what();
    } catch (error) {
      this.settings.onError(error);
    }
  }
}
