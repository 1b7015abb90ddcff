import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryContainer } from '../containers.ts';
import { refuseIfRequired } from '../requirements.ts';
import { KafkaBroker } from './kafka-broker.ts';
import { startKafkaContainer } from './kafka-container.ts';

export interface ProvidedKafka {
  readonly brokers: string[];
  readonly origin: 'environment' | 'container' | 'process';
  /** Present where the broker is a process of ours, which a fault test may kill and start again. */
  readonly broker?: KafkaBroker;
  /** Stops what was started here and removes its data. */
  stop(): Promise<void>;
}

/** Either Kafka, or why there is none. */
export type KafkaProvision =
  | { readonly kafka: ProvidedKafka; readonly reason?: undefined }
  | { readonly kafka: undefined; readonly reason: string };

/**
 * A Kafka for tests: KAFKA_BROKERS, else a container, else a broker run with Java from Maven's jars. Where all fail the
 * reason is returned, for the caller to report what it leaves out, or thrown when WIDECAST_TEST_REQUIRE names kafka.
 */
export async function provideKafka(): Promise<KafkaProvision> {
  const given = process.env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '') return { kafka: givenKafka(given) };
  const container = await tryContainer(startContainer);
  if (container.started !== undefined) return { kafka: container.started };
  try {
    return { kafka: await startKafkaProcess() };
  } catch (error) {
    const reason = `${error instanceof Error ? error.message : String(error)}; containers: ${container.reason}`;
    refuseIfRequired('kafka', reason);
    return { kafka: undefined, reason };
  }
}

/** A broker of one's own that can be killed, wherever the shared one comes from; throws where Java or the jars are missing. */
export async function startKafkaProcess(): Promise<ProvidedKafka & { readonly broker: KafkaBroker }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'widecast-test-kafka-'));
  const discard = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  try {
    const broker = await KafkaBroker.create({ dataDir });
    await broker.start();
    return { brokers: broker.brokers, origin: 'process', broker, stop: () => broker.stop().then(discard) };
  } catch (error) {
    await discard();
    throw error;
  }
}

function givenKafka(list: string): ProvidedKafka {
  const brokers = list.split(',').map((broker) => broker.trim());
  return { brokers, origin: 'environment', stop: () => Promise.resolve() };
}

async function startContainer(): Promise<ProvidedKafka> {
  return { ...(await startKafkaContainer()), origin: 'container' };
}
