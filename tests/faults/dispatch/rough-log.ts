import { setTimeout as sleep } from 'node:timers/promises';
import { openKafkaEventLog, PostgresEventLog, type EventLog } from '@widecast/messaging';
import { startKafkaProcess, type KafkaBroker } from '@widecast/testing';
import type { Shutdown } from '../../demo/src/system/shutdown.ts';
import type { RoughDatabase } from './rough-database.ts';

/** An event log that stops now and then. */
export interface RoughLog {
  /** What senders are told of it. */
  readonly env: Readonly<Record<string, string>>;
  open(): Promise<EventLog>;
  /** For so long, in ms, nothing gets into it and nothing out of it. */
  stop(ms: number): Promise<void>;
}

export async function startRoughLog(kind: 'postgres' | 'kafka', database: RoughDatabase, shutdown: Shutdown): Promise<RoughLog> {
  if (kind === 'postgres') return new RoughPostgresLog(database);
  const kafka = await startKafkaProcess();
  shutdown.add('Kafka', () => kafka.stop());
  return new RoughKafkaLog(kafka.broker);
}

class RoughPostgresLog implements RoughLog {
  readonly env = {};

  constructor(private readonly database: RoughDatabase) {}

  open(): Promise<EventLog> {
    return PostgresEventLog.open({ url: this.database.url });
  }

  /** Sooner over where the database is restarted meanwhile. */
  async stop(ms: number): Promise<void> {
    await this.database.whileLocked('event_log.records', 'ACCESS EXCLUSIVE', () => sleep(ms)).catch(() => undefined);
  }
}

/** A broker that is killed with SIGKILL and comes again on the same port and data. */
class RoughKafkaLog implements RoughLog {
  readonly env: Readonly<Record<string, string>>;

  constructor(private readonly broker: KafkaBroker) {
    this.env = { EVENT_LOG: 'kafka', KAFKA_BROKERS: broker.brokers.join(',') };
  }

  open(): Promise<EventLog> {
    return openKafkaEventLog({ brokers: this.broker.brokers, clientId: 'faults' });
  }

  async stop(ms: number): Promise<void> {
    await this.broker.kill();
    await sleep(ms);
    await this.broker.start();
  }
}
