import { Kafka, logLevel, type Admin, type Consumer, type KafkaConfig, type SASLOptions } from 'kafkajs';
import type { Database } from '@widecast/database';
import { GroupHasMembers, type EventLog, type Lag, type Member, type OutgoingRecord, type Relay, type RelaySettings, type Subscription, type TopicSpec } from '../log/event-log.ts';
import { RelayLoop } from '../outbox/relay-loop.ts';
import { quietIdleRequestQueues } from './idle-request-queue.ts';
import { KafkaMember } from './kafka.member.ts';
import { KafkaProducer } from './kafka.producer.ts';
import { OutboxDrain } from './kafka.relay.ts';
import { ensureKafkaTopics } from './kafka.topics.ts';
import { commitBeginning } from './rewind.ts';

export interface KafkaEventLogSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: SASLOptions;
  /** Partitions of a new topic; default 6. */
  readonly partitions?: number;
  /** A member that is silent for so long loses its partitions, in ms; default 30,000. */
  readonly session?: number;
  /** How often a relay looks without being woken, in ms; default 1,000. */
  readonly poll?: number;
  readonly onError?: (error: unknown) => void;
}

const PARTITIONS_AT_A_TIME = 4;

/** The event log on Apache Kafka. */
export class KafkaEventLog implements EventLog {
  readonly kind = 'kafka';
  private readonly kafka: Kafka;
  private readonly producer: KafkaProducer;
  private readonly members = new Set<KafkaMember>();

  private constructor(
    private readonly settings: KafkaEventLogSettings,
    kafka: Kafka,
    private readonly admin: Admin,
  ) {
    this.kafka = kafka;
    this.producer = new KafkaProducer(kafka);
  }

  static async open(settings: KafkaEventLogSettings): Promise<KafkaEventLog> {
    quietIdleRequestQueues();
    const kafka = new Kafka({
      clientId: settings.clientId,
      brokers: [...settings.brokers],
      ...(settings.ssl === undefined ? {} : { ssl: settings.ssl }),
      ...(settings.sasl === undefined ? {} : { sasl: settings.sasl }),
      logLevel: logLevel.NOTHING,
      connectionTimeout: 3000,
      retry: { initialRetryTime: 200, maxRetryTime: 3000, retries: 6 },
    });
    const admin = kafka.admin();
    await admin.connect();
    return new KafkaEventLog(settings, kafka, admin);
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return ensureKafkaTopics(this.admin, topics, this.settings.partitions ?? 6);
  }

  append(records: readonly OutgoingRecord[]): Promise<void> {
    return this.producer.send(records);
  }

  relay(database: Database, settings: RelaySettings = {}): Relay {
    const outbox = new OutboxDrain(database, (records) => this.producer.send(records));
    const loop = new RelayLoop({ onError: this.onError, ...settings, drain: () => outbox.drain(), poll: this.settings.poll ?? 1000 });
    const stop = async (): Promise<void> => {
      await loop.stop();
      await outbox.release();
    };
    return { wake: () => loop.wake(), stop };
  }

  async join(subscription: Subscription): Promise<Member> {
    const session = this.settings.session ?? 30_000;
    const consumer = this.consumerOf(subscription.group, session, () => !member.isStopping);
    const member: KafkaMember = new KafkaMember(subscription, { consumer, session, concurrency: PARTITIONS_AT_A_TIME, onError: this.onError });
    await member.start();
    this.members.add(member);
    return { holds: (...place) => member.holds(...place), resume: (...where) => member.resume(...where), stop: () => this.part(member) };
  }

  async lagOf(group: string, topics: readonly string[]): Promise<readonly Lag[]> {
    const committed = await this.admin.fetchOffsets({ groupId: group, topics: [...topics] });
    const lags: Lag[] = [];
    for (const { topic, partitions } of committed) {
      const ends = new Map((await this.admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => [partition, { low, high }]));
      for (const { partition, offset } of partitions) {
        const { low, high } = ends.get(partition) ?? { low: '0', high: '0' };
        const from = BigInt(offset) < 0n ? BigInt(low) : BigInt(offset);
        lags.push({ topic, partition, committed: from, lag: BigInt(high) - from });
      }
    }
    return lags;
  }

  async rewind(group: string, topics: readonly string[]): Promise<void> {
    const { groups } = await this.admin.describeGroups([group]);
    if (groups.some(({ members }) => members.length > 0)) throw new GroupHasMembers(group);
    await commitBeginning(this.kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 }), this.admin, topics);
  }

  async ping(): Promise<void> {
    await this.admin.describeCluster();
  }

  async close(): Promise<void> {
    await Promise.all([...this.members].map((member) => this.part(member)));
    await this.producer.close();
    await this.admin.disconnect();
  }

  private consumerOf(groupId: string, session: number, restarts: () => boolean): Consumer {
    return this.kafka.consumer({
      groupId,
      sessionTimeout: session,
      rebalanceTimeout: Math.max(60_000, session),
      heartbeatInterval: Math.min(3000, session / 6),
      maxWaitTimeInMs: 500,
      retry: { initialRetryTime: 200, maxRetryTime: 3000, retries: 6, restartOnFailure: () => Promise.resolve(restarts()) },
    });
  }

  private async part(member: KafkaMember): Promise<void> {
    if (this.members.delete(member)) await member.stop();
  }

  private readonly onError = (error: unknown): void => this.settings.onError?.(error);
}
