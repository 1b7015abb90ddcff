/** The configuration of a lone broker that is its own controller, sized for tests. */
export function serverProperties(wanted: { readonly port: number; readonly controllerPort: number; readonly logDir: string }): string {
  const { port, controllerPort, logDir } = wanted;
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    // A properties file reads the backslash as an escape.
    'log.dirs': logDir.replaceAll('\\', '/'),
    ...LONE_BROKER,
  };
  return Object.entries(properties).reduce((text, [name, value]) => `${text}${name}=${value}\n`, '');
}

/** A lone broker keeps one copy of its own topics, in one partition each. */
const INTERNAL_TOPICS = {
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
} as const;

const SIZES = {
  'num.network.threads': 2,
  'num.io.threads': 2,
  'num.partitions': 12,
  'auto.create.topics.enable': false,
  'group.initial.rebalance.delay.ms': 0,
  // A killed broker may register again only when its session is over: 9 s by default.
  'broker.session.timeout.ms': 3_000,
  'broker.heartbeat.interval.ms': 500,
  'log.segment.bytes': 16_777_216,
  'log.cleaner.threads': 1,
  'log.cleaner.dedupe.buffer.size': 4_194_304,
} as const;

/** What holds wherever the broker runs. */
export const LONE_BROKER = { ...SIZES, ...INTERNAL_TOPICS } as const;
