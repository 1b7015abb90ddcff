import { describe, it } from '@jest/globals';
import { createTestDatabase, provideKafka, tellNotRun } from '@widecast/testing';
import { describeEventLog } from './event-log.contract.ts';

const { kafka, reason } = await provideKafka();

if (kafka) {
  describeEventLog('the event log on Kafka', async () => {
    const database = await createTestDatabase();
    const close = async (): Promise<void> => {
      await Promise.all([database.drop(), kafka.stop()]);
    };
    return { address: { kind: 'kafka', brokers: kafka.brokers }, databaseUrl: database.url, close };
  });
} else {
  tellNotRun('kafka', 'the event log on Kafka', reason);
  describe.skip('the event log on Kafka', () => it('was not run', () => undefined));
}
