import { describe, expect, it } from '@jest/globals';
import { answersKafka, createTestDatabase, provideKafka, startKafkaProcess, tellNotRun, type KafkaBroker, type ProvidedKafka } from '@widecast/testing';
import { describeKafkaTopics } from './contract/kafka-topics.ts';
import { describeEventLog, type Outage } from './event-log.contract.ts';
import { StoppablePostgres } from './support/stoppable-postgres.ts';

/** Where the given broker is not ours to kill, one of our own is killed. */
async function aBrokerToKill({ broker }: ProvidedKafka): Promise<KafkaBroker | undefined> {
  if (broker) return broker;
  return startKafkaProcess().then(
    (own) => own.broker,
    (error: Error) => {
      tellNotRun('kafka', 'an outage of the Kafka broker', error.message);
      return undefined;
    },
  );
}

async function describeOn(kafka: ProvidedKafka): Promise<void> {
  const [database, server, broker] = await Promise.all([createTestDatabase(), StoppablePostgres.start(), aBrokerToKill(kafka)]);
  const outages: Outage[] = [
    {
      what: 'the database beside Kafka',
      // Longer than a session of the group.
      seconds: 10,
      address: { kind: 'kafka', brokers: kafka.brokers },
      databaseUrl: server.url,
      takeAway: () => server.takeAway(),
      bringBack: () => server.bringBack(),
    },
  ];
  if (broker) {
    outages.push({
      what: 'Kafka',
      // Longer than a session, and than the client tries a request again by itself.
      seconds: 12,
      address: { kind: 'kafka', brokers: broker.brokers },
      databaseUrl: database.url,
      takeAway: async () => {
        await broker.kill();
        expect([broker.isRunning, await answersKafka(broker.port)]).toEqual([false, false]);
      },
      bringBack: () => broker.start(),
    });
  }
  describeEventLog('the event log on Kafka', {
    address: { kind: 'kafka', brokers: kafka.brokers },
    databaseUrl: database.url,
    outages,
    more: (setting) => describeKafkaTopics(setting, kafka.brokers),
    close: async () => {
      await Promise.all([database.drop(), server.close(), kafka.stop(), broker?.stop()]);
    },
  });
}

const { kafka, reason } = await provideKafka();
if (kafka) {
  await describeOn(kafka);
} else {
  tellNotRun('kafka', 'the event log on Kafka', reason);
  describe.skip('the event log on Kafka', () => it('was not run', () => undefined));
}
