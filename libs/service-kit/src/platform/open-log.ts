import { Logger } from '@nestjs/common';
import { KafkaEventLog, PostgresEventLog, type EventLog } from '@widecast/messaging';
import type { ServiceConfig } from '../config/service-config.ts';
import { InvalidConfiguration } from '../config/load-config.ts';

/** Opens the event log that the settings name. */
export function openEventLog(name: string, config: ServiceConfig): Promise<EventLog> {
  const logger = new Logger('event log');
  const onError = (error: unknown): void => logger.warn({ msg: 'the event log reports', error });
  const partitions = config.EVENT_LOG_PARTITIONS;
  if (config.EVENT_LOG === 'postgres') return PostgresEventLog.open({ url: config.DATABASE_URL, partitions, onError });
  if (config.KAFKA_BROKERS.length === 0) {
    throw new InvalidConfiguration([{ name: 'KAFKA_BROKERS', message: 'is needed where EVENT_LOG is kafka, like host1:9092,host2:9092' }]);
  }
  return KafkaEventLog.open({ brokers: config.KAFKA_BROKERS, clientId: `widecast-${name}`, partitions, onError, ssl: config.KAFKA_SSL, ...saslOf(config) });
}

function saslOf({ KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password }: ServiceConfig): object {
  return mechanism === undefined ? {} : { sasl: { mechanism, username, password } };
}
