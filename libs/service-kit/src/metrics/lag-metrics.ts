import type { Database } from '@widecast/database';
import { oldestWritingTransaction, type EventLog, type GroupConsumer } from '@widecast/messaging';
import { observedGauge } from './metrics.ts';

const LAG = { name: 'widecast_consumer_lag', help: 'Records that a service has not done yet.', labels: ['service', 'topic'] as const };
const OUTBOX = { name: 'widecast_outbox_rows', help: 'Events that wait for the event log.', labels: ['service'] as const };
const LETTERS = { name: 'widecast_dead_letters', help: 'Dead letters that were not replayed.', labels: ['service'] as const };
const STOPPED = { name: 'widecast_stopped_partitions', help: 'Partitions that stand still at a defect now.', labels: ['service'] as const };

const TRANSACTION = {
  name: 'widecast_oldest_writing_transaction_seconds', help: 'Age of the oldest open transaction of the database that writes.', labels: ['service'] as const,
};

/** Shows how far a service is behind, read when Prometheus asks. Gives a way to end it. */
export function observeLag(service: string, log: EventLog, consumer: GroupConsumer, database: Database): () => void {
  const ends = [
    observedGauge(LAG, async (gauge) => {
      const lags = new Map(consumer.topics.map((topic) => [topic, 0]));
      for (const { topic, lag } of await log.lagOf(service, consumer.topics)) lags.set(topic, (lags.get(topic) ?? 0) + Number(lag));
      for (const [topic, lag] of lags) gauge.set({ service, topic }, lag);
    }),
    observedGauge(OUTBOX, async (gauge) => {
      const [row] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM outbox');
      gauge.set({ service }, row?.n ?? 0);
    }),
    observedGauge(LETTERS, async (gauge) => gauge.set({ service }, await consumer.deadLetters.count())),
    observedGauge(TRANSACTION, async (gauge) => gauge.set({ service }, await oldestWritingTransaction(database))),
    observedGauge(STOPPED, async (gauge) => gauge.set({ service }, (await consumer.stoppedPartitions.list()).length)),
  ];
  return () => ends.forEach((end) => end());
}
