import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import { openKafkaEventLog, PostgresEventLog, type EventLog, type KafkaEventLogSettings } from '@widecast/messaging';
import type { ServiceConfig } from '../config/service-config.ts';
import { InvalidConfiguration } from '../config/load-config.ts';

/** Opens the event log that the settings name. */
export async function openEventLog(name: string, config: ServiceConfig): Promise<EventLog> {
  const logger = new Logger('event log');
  const onError = (error: unknown): void => logger.warn({ msg: 'the event log reports', error });
  const partitions = config.EVENT_LOG_PARTITIONS;
  if (config.EVENT_LOG === 'postgres') return PostgresEventLog.open({ url: config.DATABASE_URL, partitions, onError });
  return openKafkaEventLog({ brokers: config.KAFKA_BROKERS, clientId: `widecast-${name}`, partitions, onError, ssl: await tlsOf(config), ...saslOf(config) });
}

async function tlsOf({ KAFKA_SSL, KAFKA_SSL_CA, KAFKA_SSL_CERT, KAFKA_SSL_KEY }: ServiceConfig): Promise<NonNullable<KafkaEventLogSettings['ssl']>> {
  if (KAFKA_SSL_CA === undefined && KAFKA_SSL_CERT === undefined) return KAFKA_SSL;
  return {
    ...(KAFKA_SSL_CA === undefined ? {} : { ca: [await pemOf('KAFKA_SSL_CA', KAFKA_SSL_CA)] }),
    ...(KAFKA_SSL_CERT === undefined ? {} : { cert: await pemOf('KAFKA_SSL_CERT', KAFKA_SSL_CERT) }),
    ...(KAFKA_SSL_KEY === undefined ? {} : { key: await pemOf('KAFKA_SSL_KEY', KAFKA_SSL_KEY) }),
  };
}

function pemOf(name: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new InvalidConfiguration([{ name, message: `must be a file that can be read: ${error.message}` }]);
  });
}

function saslOf({ KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password }: ServiceConfig): object {
  return mechanism === undefined ? {} : { sasl: { mechanism, username, password } };
}
