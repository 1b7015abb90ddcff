import { z } from 'zod';
import { loadConfig, type Defect, type Environment } from './load-config.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((value) => value.split(',').map((item) => item.trim()).filter(Boolean));

/** What every service is told by its environment; a service extends it with its own settings. */
export const serviceConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a URL like postgres://user:password@host:5432/name'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(8),
  /** Signs what the gateway tells services about who is acting; the same in all processes. */
  WIDECAST_INTERNAL_SECRET: z.string().min(32, 'must have at least 32 characters; `openssl rand -hex 32` makes one'),
  EVENT_LOG: z.enum(['postgres', 'kafka']).default('postgres'),
  EVENT_LOG_PARTITIONS: z.coerce.number().int().min(1).max(256).default(6),
  KAFKA_BROKERS: list.default([]),
  KAFKA_SSL: flag.default(false),
  /** Files in PEM: the authority that signed the brokers' certificates, and our own certificate where brokers ask for one. */
  KAFKA_SSL_CA: z.string().optional(),
  KAFKA_SSL_CERT: z.string().optional(),
  KAFKA_SSL_KEY: z.string().optional(),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  KAFKA_SASL_USERNAME: z.string().default(''),
  KAFKA_SASL_PASSWORD: z.string().default(''),
  LOG_LEVEL: z.enum(['error', 'warn', 'log', 'debug']).default('log'),
  /** Where traces are sent (OTLP over HTTP); none are made without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** How long to wait at the start for a database or broker that does not answer, in seconds. */
  START_TIMEOUT: z.coerce.number().min(0).default(60),
});

export type ServiceConfig = z.infer<typeof serviceConfig>;

/** Parses the settings of a service. Throws InvalidConfiguration with all defects. */
export const loadServiceConfig = <Config extends ServiceConfig>(schema: z.ZodType<Config>, env: Environment): Config => loadConfig(schema, env, relationsOf);

function relationsOf(given: Readonly<Record<string, string>>): Defect[] {
  const defects: Defect[] = [];
  const together = (name: string, other: string): void => {
    if (given[name] !== undefined && given[other] === undefined) defects.push({ name: other, message: `is needed where ${name} is set` });
  };
  if (given['EVENT_LOG'] === 'kafka' && given['KAFKA_BROKERS'] === undefined) {
    defects.push({ name: 'KAFKA_BROKERS', message: 'is needed where EVENT_LOG is kafka, like host1:9092,host2:9092' });
  }
  together('KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME');
  together('KAFKA_SASL_MECHANISM', 'KAFKA_SASL_PASSWORD');
  together('KAFKA_SSL_CERT', 'KAFKA_SSL_KEY');
  together('KAFKA_SSL_KEY', 'KAFKA_SSL_CERT');
  return defects;
}
