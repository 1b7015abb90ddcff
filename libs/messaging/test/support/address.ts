import { openKafkaEventLog, PostgresEventLog, type EventLog } from '../../src/index.ts';

/** Where a log is, in a form that a child process can be told. */
export type LogAddress = { readonly kind: 'postgres'; readonly url: string } | { readonly kind: 'kafka'; readonly brokers: readonly string[] };

/** The shortest that a broker grants by default. */
const KAFKA_SESSION = 6000;
const POSTGRES_SESSION = 3000;

export const sessionOf = ({ kind }: LogAddress): number => (kind === 'kafka' ? KAFKA_SESSION : POSTGRES_SESSION);

export function openLog(address: LogAddress, onError: (error: unknown) => void = () => undefined): Promise<EventLog> {
  const settings = { session: sessionOf(address), onError, partitions: 6 };
  if (address.kind === 'postgres') return PostgresEventLog.open({ ...settings, url: address.url, poll: 500 });
  return openKafkaEventLog({ ...settings, brokers: address.brokers, clientId: 'messaging-test', poll: 500 });
}
