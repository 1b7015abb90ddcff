import type { Retention } from '@widecast/contracts';
import type { Database } from '@widecast/database';

/** A value in bytes that both logs take; an outbox refuses larger ones. */
export const LARGEST_RECORD = 2 * 1024 * 1024;

/** A topic as a log must provide it. */
export interface TopicSpec {
  readonly topic: string;
  readonly retention: Retention;
}

/** A record on its way into the log. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string;
  /** The envelope: id, type, version, time, producer, traceparent. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; null removes the key from a state topic when it is compacted. */
  readonly value: string | null;
}

/** A record as it lies in the log. */
export interface LogRecord extends OutgoingRecord {
  readonly offset: bigint;
}

/** Records of one partition, in the order of their offsets. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
}

/** What became of a batch. */
export interface Progress {
  /** Everything before this offset is done and may be committed. */
  readonly next: bigint;
  /** The partition rests this long before the records from `next` on are delivered again; 'stopped' until resumed. */
  readonly rest?: number | 'stopped';
}

/** Works on a batch. It must not throw: what it throws counts as a defect of the program and stops the partition. */
export type Deliver = (batch: RecordBatch) => Promise<Progress>;

export interface Subscription {
  /** Members of one group share the partitions; groups are independent of each other. */
  readonly group: string;
  readonly topics: readonly string[];
  readonly deliver: Deliver;
}

/** One member of a group. */
export interface Member {
  /** Whether this member works on the partition now. */
  holds(topic: string, partition: number): boolean;
  /**
   * Commits this offset of a stopped partition and delivers from there on. False, and the partition stands as before,
   * where that could not be committed or this member does not hold it.
   */
  resume(topic: string, partition: number, offset: bigint): Promise<boolean>;
  /** Finishes and commits the batches in hand, then leaves the group. */
  stop(): Promise<void>;
}

/** Moves committed outbox rows of one schema into the log, in order, until it is stopped. */
export interface Relay {
  /** There are new rows: do not wait for the next poll. */
  wake(): void;
  /** Moves what is committed by now, then stops. */
  stop(): Promise<void>;
}

export interface Lag {
  readonly topic: string;
  readonly partition: number;
  /** The first offset that the group has not done. */
  readonly committed: bigint;
  /** Records that the group has not committed yet. */
  readonly lag: bigint;
}

export interface RelaySettings {
  readonly onError?: (error: unknown) => void;
  /** How long what a busy service adds is gathered before more is moved, in ms; default 15. */
  readonly gathering?: number | undefined;
}

/**
 * An ordered, partitioned, replayable log of records. Every record is delivered at least once to each group; records of
 * one key come in the order in which their transactions committed. Two adapters: Kafka and PostgreSQL.
 */
export interface EventLog {
  readonly kind: 'kafka' | 'postgres';
  /** Creates the topics that do not exist, and brings their retention up to date. Throws {@link TopicKindChanged}. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Appends directly; for tools and tests. Services write to their outbox instead. */
  append(records: readonly OutgoingRecord[]): Promise<void>;
  relay(database: Database, settings?: RelaySettings): Relay;
  join(subscription: Subscription): Promise<Member>;
  lagOf(group: string, topics: readonly string[]): Promise<readonly Lag[]>;
  /** Sets a group without members back to the beginning of the topics. Throws {@link GroupHasMembers}. */
  rewind(group: string, topics: readonly string[]): Promise<void>;
  /** Whether the log answers right now; throws what is wrong. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export class GroupHasMembers extends Error {
  constructor(readonly group: string) {
    super(`Group "${group}" has running members; stop them before it is set back to the beginning`);
    this.name = GroupHasMembers.name;
  }
}

export class TopicKindChanged extends Error {
  constructor(readonly topic: string, was: Retention['kind'], wanted: Retention['kind']) {
    super(`Topic "${topic}" keeps ${was} and cannot keep ${wanted} from now on; publish on a topic of the next version instead`);
    this.name = TopicKindChanged.name;
  }
}
