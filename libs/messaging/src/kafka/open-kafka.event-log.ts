import type { EventLog } from '../log/event-log.ts';
import type { KafkaEventLogSettings } from './kafka.event-log.ts';

export type { KafkaEventLogSettings } from './kafka.event-log.ts';

/** Throws where no broker answers. The client is loaded here: who has the log in PostgreSQL needs no memory for it. */
export async function openKafkaEventLog(settings: KafkaEventLogSettings): Promise<EventLog> {
  const { KafkaEventLog } = await import('./kafka.event-log.ts');
  return KafkaEventLog.open(settings);
}
