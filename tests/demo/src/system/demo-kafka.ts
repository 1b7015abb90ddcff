import { provideKafka } from '@widecast/testing';
import type { Shutdown } from './shutdown.ts';

export class NoKafka extends Error {
  constructor(reason: string) {
    super(`--event-log kafka needs a broker: set KAFKA_BROKERS, or let a Docker daemon answer, or install a JDK and Maven (${reason})`);
    this.name = NoKafka.name;
  }
}

/** A real broker: KAFKA_BROKERS, else a container, else a process from Maven's artifacts. Throws {@link NoKafka}. */
export async function provideBroker(shutdown: Shutdown): Promise<{ readonly brokers: string; readonly origin: string }> {
  const { kafka, reason } = await provideKafka();
  if (kafka === undefined) throw new NoKafka(reason);
  shutdown.add('Kafka', () => kafka.stop());
  return { brokers: kafka.brokers.join(','), origin: kafka.origin };
}
