import { z } from 'zod';

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
