import type { Database } from '@widecast/database';
import type { EventLog, LogRecord, Member, RecordBatch, Progress } from '../log/event-log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { DeadLetters } from './dead-letters.ts';
import { Delivery, messageOf } from './delivery.ts';
import type { EventHandler } from './event-handler.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './failure.ts';
import { SILENT, type DeliveryObserver } from './observer.ts';
import { parseRecord } from './received-event.ts';
import { StoppedPartitions, type StoppedPartition } from './stopped-partitions.ts';

export interface GroupConsumerParts {
  /** The service; its name is the name of the group. */
  readonly service: string;
  readonly log: EventLog;
  readonly database: Database;
  readonly outbox: Outbox;
  readonly retry?: RetryPolicy;
  readonly observer?: DeliveryObserver;
}

export class NoSuchDeadLetter extends Error {
  constructor(readonly id: string) {
    super(`There is no dead letter ${id}`);
    this.name = NoSuchDeadLetter.name;
  }
}

const POLL_DECISIONS = 500;

/** The consumer of one service: its handlers on the log, its dead letters, its stopped partitions. */
export class GroupConsumer {
  readonly deadLetters: DeadLetters;
  readonly stoppedPartitions: StoppedPartitions;
  private readonly handlers = new Map<string, EventHandler>();
  private readonly delivery: Delivery;
  /** Stops seen by this process, or left by an earlier one, by topic/partition. */
  private readonly stops = new Map<string, { batch: RecordBatch; record: LogRecord }>();
  /** Places that an earlier run left stopped; progress there takes the note away. */
  private readonly left = new Set<string>();
  private member: Member | undefined;
  private joined = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: GroupConsumerParts) {
    const { database, outbox, service } = parts;
    this.deadLetters = new DeadLetters(database, outbox, service);
    this.stoppedPartitions = new StoppedPartitions(database);
    this.delivery = new Delivery({
      handlers: this.handlers,
      deadLetters: this.deadLetters,
      retry: parts.retry ?? DEFAULT_RETRY,
      observer: parts.observer ?? SILENT,
      stop: (batch, record, error) => this.stopAt(batch, record, error),
    });
  }

  /** Adds a handler before the start; a topic has one per service. */
  handle(handler: EventHandler): void {
    const { topic } = handler.contract;
    if (this.handlers.has(topic)) throw new Error(`${this.parts.service} has two handlers for ${topic}; one may call the other's service`);
    this.handlers.set(topic, handler);
  }

  get topics(): readonly string[] {
    return [...this.handlers.keys()];
  }

  /** Whether the start is over: records come, where there is a handler for any. */
  get hasJoined(): boolean {
    return this.joined;
  }

  async start(): Promise<void> {
    if (this.handlers.size > 0) await this.join();
    this.joined = true;
  }

  private async join(): Promise<void> {
    const { log, service } = this.parts;
    for (const stopped of await this.stoppedPartitions.list()) this.left.add(placeOf(stopped));
    this.member = await log.join({ group: service, topics: this.topics, deliver: this.deliver });
    this.timer = setInterval(() => void this.followDecisions().catch(() => undefined), POLL_DECISIONS);
  }

  /** Finishes and commits the batches in hand. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.member?.stop();
    this.member = undefined;
  }

  /** Gives a dead letter to its handler again; throws what the handler throws. Its key may have newer records by now. */
  async replay(id: string): Promise<void> {
    const letter = await this.deadLetters.find(id);
    if (!letter) throw new NoSuchDeadLetter(id);
    const handler = this.handlers.get(letter.topic);
    if (!handler) throw new Error(`${this.parts.service} has no handler for ${letter.topic} any more`);
    await handler.handle([parseRecord(handler.contract, { ...letter, offset: BigInt(letter.offset) })]);
    await this.deadLetters.markReplayed(id);
  }

  private readonly deliver = async (batch: RecordBatch): Promise<Progress> => {
    const progress = await this.delivery.deliver(batch);
    const moved = progress.next > (batch.records[0]?.offset ?? 0n);
    if (moved && this.left.delete(placeOf(batch)) && progress.rest !== 'stopped') {
      await this.stoppedPartitions.remove(batch.topic, batch.partition).catch(() => undefined);
    }
    return progress;
  };

  private async stopAt(batch: RecordBatch, record: LogRecord, error: unknown): Promise<void> {
    await this.stoppedPartitions.add(batch.topic, batch.partition, record.offset, messageOf(error));
    this.stops.set(placeOf(batch), { batch, record });
  }

  private async followDecisions(): Promise<void> {
    if (this.stops.size === 0) return;
    for (const stopped of await this.stoppedPartitions.list()) {
      if (stopped.resolution) await this.follow(stopped, stopped.resolution);
    }
  }

  private async follow({ topic, partition, offset, error }: StoppedPartition, resolution: 'resume' | 'skip'): Promise<void> {
    const stop = this.stops.get(placeOf({ topic, partition }));
    if (!stop || stop.record.offset !== BigInt(offset) || !this.member?.holds(topic, partition)) return;
    if (resolution === 'skip') await this.deadLetters.add({ topic, partition, record: stop.record, reason: 'skipped', error });
    this.stops.delete(placeOf({ topic, partition }));
    await this.stoppedPartitions.remove(topic, partition);
    this.member.resume(topic, partition, BigInt(offset) + (resolution === 'skip' ? 1n : 0n));
  }
}

const placeOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;
