import type { Database } from '@widecast/database';
import type { EventLog, Member, RecordBatch, Progress } from '../log/event-log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { DeadLetters } from './dead-letters.ts';
import { Delivery } from './delivery.ts';
import type { EventHandler } from './event-handler.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './failure.ts';
import { SILENT, type DeliveryObserver } from './observer.ts';
import { parseRecord } from './received-event.ts';
import { StoppedPartitions } from './stopped-partitions.ts';
import { Stops } from './stops.ts';

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

/** How often stops and decisions, ours and those of other replicas, are looked for, in ms. */
const LOOK_WHILE_STOPPED = 500;
const LOOK = 5000;

/** The consumer of one service: its handlers on the log, its dead letters, its stopped partitions. */
export class GroupConsumer {
  readonly deadLetters: DeadLetters;
  readonly stoppedPartitions: StoppedPartitions;
  private readonly handlers = new Map<string, EventHandler>();
  private readonly delivery: Delivery;
  readonly stops: Stops;
  private member: Member | undefined;
  private joined = false;
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  /** A rewind, or a join that failed after one, that is under way. */
  private moving: Promise<void> | undefined;

  constructor(private readonly parts: GroupConsumerParts) {
    const { log, database, outbox, service } = parts;
    this.deadLetters = new DeadLetters(database, outbox, service);
    this.stoppedPartitions = new StoppedPartitions(database);
    this.stops = new Stops({
      group: service, log, kept: this.stoppedPartitions, deadLetters: this.deadLetters, topics: () => this.topics, member: () => this.member,
    });
    this.delivery = new Delivery({
      handlers: this.handlers,
      deadLetters: this.deadLetters,
      retry: parts.retry ?? DEFAULT_RETRY,
      observer: parts.observer ?? SILENT,
      stop: (batch, record, error) => this.stops.add(batch, record, error),
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

  /** Whether this process works on the partition now. */
  holds(topic: string, partition: number): boolean {
    return this.member?.holds(topic, partition) ?? false;
  }

  async start(): Promise<void> {
    if (this.handlers.size > 0) {
      this.isRunning = true;
      await this.join();
      this.lookIn(LOOK_WHILE_STOPPED);
    }
    this.joined = true;
  }

  /** Finishes and commits the batches in hand. */
  async stop(): Promise<void> {
    this.isRunning = false;
    clearTimeout(this.timer);
    await this.moving?.catch(() => undefined);
    await this.leave();
  }

  /**
   * Gives everything that the log still has of these topics to its handler again. Other replicas must be stopped before:
   * throws {@link GroupHasMembers} and goes on where it was.
   */
  async rewind(topics: readonly string[] = this.topics): Promise<void> {
    await this.moving?.catch(() => undefined);
    await this.move(() => this.rewindOnce(topics));
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
    await this.stops.begin(batch);
    return this.delivery.deliver(batch);
  };

  private async rewindOnce(topics: readonly string[]): Promise<void> {
    await this.leave();
    try {
      await this.parts.log.rewind(this.parts.service, topics);
      await this.stoppedPartitions.removeAll(topics);
    } finally {
      if (this.isRunning) await this.join();
    }
  }

  private move(work: () => Promise<void>): Promise<void> {
    return (this.moving = work().finally(() => (this.moving = undefined)));
  }

  private async join(): Promise<void> {
    this.member = await this.parts.log.join({ group: this.parts.service, topics: this.topics, deliver: this.deliver });
  }

  private async leave(): Promise<void> {
    const { member } = this;
    this.member = undefined;
    await member?.stop();
  }

  private lookIn(pause: number): void {
    const look = async (): Promise<void> => {
      if (!this.member && !this.moving) await this.move(() => this.join()).catch(() => undefined);
      const anything = await this.stops.look().catch(() => true);
      if (this.isRunning) this.lookIn(anything ? LOOK_WHILE_STOPPED : LOOK);
    };
    this.timer = setTimeout(() => void look(), pause).unref();
  }
}
