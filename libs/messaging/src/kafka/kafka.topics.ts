import { ConfigResourceTypes, type Admin } from 'kafkajs';
import type { TopicSpec } from '../log/event-log.ts';

const DAY = 86_400_000;
const LARGEST_RECORD = 4 * 1024 * 1024;

interface Entry {
  readonly name: string;
  readonly value: string;
}

export function configEntriesOf({ retention }: TopicSpec): Entry[] {
  const size = { name: 'max.message.bytes', value: String(LARGEST_RECORD) };
  if (retention.kind === 'state') return [size, { name: 'cleanup.policy', value: 'compact' }];
  return [size, { name: 'cleanup.policy', value: 'delete' }, { name: 'retention.ms', value: String(retention.days * DAY) }];
}

/** Creates missing topics, replicated three times where there are so many brokers, and sets the retention of the others. */
export async function ensureKafkaTopics(admin: Admin, topics: readonly TopicSpec[], partitions: number): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const { brokers } = await admin.describeCluster();
  const missing = topics.filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((spec) => ({
        topic: spec.topic,
        numPartitions: partitions,
        replicationFactor: Math.min(3, brokers.length),
        configEntries: configEntriesOf(spec),
      })),
    });
  }
  const known = topics.filter(({ topic }) => existing.has(topic));
  if (known.length === 0) return;
  await admin.alterConfigs({
    validateOnly: false,
    resources: known.map((spec) => ({ type: ConfigResourceTypes.TOPIC, name: spec.topic, configEntries: configEntriesOf(spec) })),
  });
}
