import { findFreePort } from '../free-port.ts';
import { LONE_BROKER } from './server-properties.ts';

/** The image of docker-compose.yml: one to fetch for both. */
const IMAGE = 'apache/kafka:4.1.1';
const PORT = 9092;
const HEAP = '-Xms64m -Xmx256m';
const START_PATIENCE_MS = 120_000;

export interface KafkaContainer {
  readonly brokers: string[];
  stop(): Promise<void>;
}

/** A broker in a container. It must name its address before the start, so its port outside is chosen rather than found out. */
export async function startKafkaContainer(): Promise<KafkaContainer> {
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers');
  const { host } = (await getContainerRuntimeClient()).info.containerRuntime;
  const port = await findFreePort();
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({ ...environmentOf({ ...LONE_BROKER, ...listeners(`${host}:${port}`) }), KAFKA_HEAP_OPTS: HEAP })
    .withExposedPorts({ container: PORT, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(START_PATIENCE_MS)
    .start();
  return { brokers: [`${host}:${port}`], stop: () => container.stop().then(() => undefined) };
}

/** Clients come from outside; the broker reaches itself inside, where its address outside may lead nowhere. */
const listeners = (outside: string): Record<string, string> => ({
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.quorum.voters': '1@localhost:9093',
  listeners: `PLAINTEXT://:${PORT},CONTROLLER://:9093,INTERNAL://localhost:9094`,
  'advertised.listeners': `PLAINTEXT://${outside},INTERNAL://localhost:9094`,
  'controller.listener.names': 'CONTROLLER',
  'inter.broker.listener.name': 'INTERNAL',
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT',
});

/** The image takes the property a.b from the variable KAFKA_A_B. */
function environmentOf(properties: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  const named = Object.entries(properties).map(([name, value]) => [`KAFKA_${name.replaceAll('.', '_').toUpperCase()}`, String(value)]);
  return Object.fromEntries(named) as Record<string, string>;
}
