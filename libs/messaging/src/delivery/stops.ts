import type { EventLog, Lag, LogRecord, Member, RecordBatch } from '../log/event-log.ts';
import type { DeadLetters } from './dead-letters.ts';
import { messageOf } from './failure.ts';
import type { Resolution, StoppedPartition, StoppedPartitions } from './stopped-partitions.ts';

export interface StopsParts {
  readonly group: string;
  readonly log: Pick<EventLog, 'lagOf'>;
  /** Topics that the group reads now. */
  readonly topics: () => readonly string[];
  readonly kept: Pick<StoppedPartitions, 'add' | 'list' | 'resolve' | 'remove'>;
  readonly deadLetters: Pick<DeadLetters, 'add'>;
  /** The member of this process, while it has one. */
  readonly member: () => Member | undefined;
}

const placeOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;

/** The stops of a group: what this process ran into, what the others did, and what people decided. */
export class Stops {
  /** Records at which partitions of this process stand still. */
  private readonly standing = new Map<string, LogRecord>();
  private readonly following = new Map<string, Promise<void>>();

  constructor(private readonly parts: StopsParts) {}

  async add(batch: RecordBatch, record: LogRecord, error: unknown): Promise<void> {
    await this.parts.kept.add(batch.topic, batch.partition, record.offset, messageOf(error));
    this.standing.set(placeOf(batch), record);
  }

  /** Before a delivery: the partition stands still no more. Waits for a decision that is being followed. */
  async begin(batch: RecordBatch): Promise<void> {
    await this.following.get(placeOf(batch));
    this.standing.delete(placeOf(batch));
  }

  /** Notes a decision. 'passed' where the group has gone on by itself meanwhile. */
  async decide(topic: string, partition: number, resolution: Resolution): Promise<'noted' | 'passed' | 'unknown'> {
    const stopped = (await this.parts.kept.list()).find((one) => one.topic === topic && one.partition === partition);
    if (!stopped) return 'unknown';
    if ((await this.forgetPassed([stopped])).length === 0) return 'passed';
    return (await this.parts.kept.resolve(topic, partition, resolution)) ? 'noted' : 'unknown';
  }

  /** Forgets what is over and does what was decided. Gives whether anything stands still. */
  async look(): Promise<boolean> {
    const stopped = await this.forgetPassed(await this.parts.kept.list());
    for (const one of stopped) if (one.resolution) await this.follow(one, one.resolution);
    return stopped.length > 0;
  }

  /** A stop is over where the group has committed beyond it, or has no such record to read: it is another log then. */
  private async forgetPassed(stopped: readonly StoppedPartition[]): Promise<readonly StoppedPartition[]> {
    if (stopped.length === 0) return stopped;
    const { group, log, kept } = this.parts;
    const topics = this.parts.topics().filter((topic) => stopped.some((one) => one.topic === topic));
    const lags = new Map((await log.lagOf(group, topics)).map((lag) => [placeOf(lag), lag]));
    const over = stopped.filter((one) => isOver(BigInt(one.offset), lags.get(placeOf(one))));
    for (const one of over) await kept.remove(one);
    return stopped.filter((one) => !over.includes(one));
  }

  private async follow(stopped: StoppedPartition, resolution: Resolution): Promise<void> {
    const place = placeOf(stopped);
    const record = this.standing.get(place);
    const member = this.parts.member();
    if (record?.offset !== BigInt(stopped.offset) || !member?.holds(stopped.topic, stopped.partition)) return;
    const done = this.act(member, stopped, record, resolution).finally(() => this.following.delete(place));
    // The next delivery of the partition only waits for it.
    this.following.set(place, done.catch(() => undefined));
    await done;
  }

  /** What could not be committed stays decided, and is tried again. */
  private async act(member: Member, stopped: StoppedPartition, record: LogRecord, resolution: Resolution): Promise<void> {
    const { topic, partition, error } = stopped;
    if (resolution === 'skip') await this.parts.deadLetters.add({ topic, partition, record, reason: 'skipped', error });
    const isResumed = await member.resume(topic, partition, record.offset + (resolution === 'skip' ? 1n : 0n));
    if (isResumed) await this.parts.kept.remove(stopped);
  }
}

const isOver = (offset: bigint, lag: Lag | undefined): boolean =>
  lag === undefined || lag.committed > offset || offset >= lag.committed + lag.lag;
