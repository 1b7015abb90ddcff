import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { LARGEST_RECORD, TopicKindChanged, type TopicSpec } from '../log/event-log.ts';

const DAY = 86_400_000;
/** The broker's limit is on what one request holds for a partition: a page of the relay and the record that ends it. */
const LARGEST_REQUEST = 4 * LARGEST_RECORD;

interface Entry {
  readonly name: string;
  readonly value: string;
}

const REPLICAS = 3;
const POLICIES = { facts: 'delete', state: 'compact' } as const;

/** Where a topic has three replicas, a record is written when two of them have it. */
export function configEntriesOf({ retention }: TopicSpec, replicas: number): Entry[] {
  const entries = [
    { name: 'max.message.bytes', value: String(LARGEST_REQUEST) },
    { name: 'cleanup.policy', value: POLICIES[retention.kind] },
  ];
  if (retention.kind === 'facts') entries.push({ name: 'retention.ms', value: String(retention.days * DAY) });
  if (replicas >= REPLICAS) entries.push({ name: 'min.insync.replicas', value: String(REPLICAS - 1) });
  return entries;
}

/** Creates missing topics, replicated three times where there are so many brokers, and sets the retention of the others. */
export async function ensureKafkaTopics(admin: Admin, topics: readonly TopicSpec[], partitions: number): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    await admin.createTopics({ waitForLeaders: false, topics: missing.map((spec) => topicOf(spec, partitions, Math.min(REPLICAS, brokers.length))) });
    await untilLed(admin, missing.map(({ topic }) => topic));
  }
  await adjust(admin, topics.filter(({ topic }) => existing.has(topic)));
}

/** What a broker answers that has not heard of a new topic yet. */
const NOT_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);
const PATIENCE = 30_000;
const PAUSE = 100;

/** The controller makes a topic before every broker knows of it; kafkajs waits only where its leader is not elected yet. */
async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    try {
      await admin.fetchTopicMetadata({ topics });
      return;
    } catch (error) {
      // What was tried too often has its error as cause.
      const { type, cause } = error as { type?: string; cause?: { type?: string } };
      if (!NOT_YET.has(type ?? cause?.type ?? '') || performance.now() > until) throw error;
    }
    await pause(PAUSE);
  }
}

const topicOf = (spec: TopicSpec, partitions: number, replicas: number): ITopicConfig => ({
  topic: spec.topic, numPartitions: partitions, replicationFactor: replicas, configEntries: configEntriesOf(spec, replicas),
});

interface Known {
  /** Set at the topic itself; altering a topic takes away what is not said again. */
  readonly own: ReadonlyMap<string, string>;
  readonly policy: string;
  readonly replicas: number;
}

/** Leaves topics alone that are as they should be, and keeps what an operator set beside. */
async function adjust(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  if (topics.length === 0) return;
  const known = await describe(admin, topics.map(({ topic }) => topic));
  const resources = topics.flatMap((spec) => {
    const { own, policy, replicas } = known.get(spec.topic) ?? { own: new Map<string, string>(), policy: '', replicas: 1 };
    refuseOtherKind(spec, policy);
    const wanted = configEntriesOf(spec, replicas);
    if (wanted.every(({ name, value }) => own.get(name) === value)) return [];
    const all = new Map([...own, ...wanted.map(({ name, value }): [string, string] => [name, value])]);
    return [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: spec.topic, configEntries: [...all].map(([name, value]) => ({ name, value })) }];
  });
  if (resources.length > 0) await admin.alterConfigs({ validateOnly: false, resources });
}

/** An operator may have made "compact,delete" of it, which is set right. */
function refuseOtherKind({ topic, retention }: TopicSpec, policy: string): void {
  if (policy === '' || policy.split(',').includes(POLICIES[retention.kind])) return;
  throw new TopicKindChanged(topic, policy === 'compact' ? 'state' : 'facts', retention.kind);
}

async function describe(admin: Admin, topics: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const { topics: metadata } = await admin.fetchTopicMetadata({ topics: [...topics] });
  const replicas = new Map(metadata.map(({ name, partitions }) => [name, Math.min(...partitions.map((partition) => partition.replicas.length))]));
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: topics.map((name) => ({ type, name })) });
  return new Map(resources.map(({ resourceName, configEntries }) => [resourceName, {
    own: new Map(configEntries.filter(({ configSource }) => configSource === kafkajs.ConfigSource.TOPIC_CONFIG).map((entry) => [entry.configName, entry.configValue])),
    policy: configEntries.find(({ configName }) => configName === 'cleanup.policy')?.configValue ?? '',
    replicas: replicas.get(resourceName) ?? 1,
  }]));
}
