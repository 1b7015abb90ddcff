import type { Admin, Consumer } from 'kafkajs';

/**
 * Commits the beginning of the topics for a group without members, as its only member for a moment. kafkajs' own
 * resetOffsets does one topic at a time and waits out a fetch of five seconds each.
 */
export async function commitBeginning(consumer: Consumer, admin: Admin, topics: readonly string[]): Promise<void> {
  const beginnings = await Promise.all(
    topics.map(async (topic) => (await admin.fetchTopicOffsets(topic)).map(({ partition, low }) => ({ topic, partition, offset: low }))),
  );
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: () => Promise.resolve() });
    await consumer.commitOffsets(beginnings.flat());
  } finally {
    await consumer.disconnect();
  }
}
