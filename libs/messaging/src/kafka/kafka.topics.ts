import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { LARGEST_RECORD, type TopicSpec } from '../log/event-log.ts';

const DAY = 86_400_000;
/** The broker's limit is on what one request holds for a partition: a page of the relay and the record that ends it. */
const LARGEST_REQUEST = 4 * LARGEST_RECORD;

interface Entry {
  readonly name: string;
  readonly value: string;
}

export function configEntriesOf({ retention }: TopicSpec): Entry[] {
  const size = { name: 'max.message.bytes', value: String(LARGEST_REQUEST) };
  if (retention.kind === 'state') return [size, { name: 'cleanup.policy', value: 'compact' }];
  return [size, { name: 'cleanup.policy', value: 'delete' }, { name: 'retention.ms', value: String(retention.days * DAY) }];
}

/** Creates missing topics, replicated three times where there are so many brokers, and sets the retention of the others. */
export async function ensureKafkaTopics(admin: Admin, topics: readonly TopicSpec[], partitions: number): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    await admin.createTopics({ waitForLeaders: true, topics: missing.map((spec) => topicOf(spec, partitions, brokers.length)) });
  }
  await adjust(admin, topics.filter(({ topic }) => existing.has(topic)));
}

const topicOf = (spec: TopicSpec, partitions: number, brokers: number): ITopicConfig => ({
  topic: spec.topic,
  numPartitions: partitions,
  replicationFactor: Math.min(3, brokers),
  configEntries: configEntriesOf(spec),
});

/** Leaves topics alone that are as they should be: altering one takes away what an operator set beside. */
async function adjust(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  if (topics.length === 0) return;
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: topics.map(({ topic }) => ({ type, name: topic })) });
  const actual = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, new Map(configEntries.map((entry) => [entry.configName, entry.configValue]))]));
  const different = topics.filter((spec) => configEntriesOf(spec).some(({ name, value }) => actual.get(spec.topic)?.get(name) !== value));
  if (different.length === 0) return;
  await admin.alterConfigs({
    validateOnly: false,
    resources: different.map((spec) => ({ type, name: spec.topic, configEntries: configEntriesOf(spec) })),
  });
}
