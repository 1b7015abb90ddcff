import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CONTRACTS } from '@widecast/contracts';
import type { Database } from '@widecast/database';
import { EventLogStrategy, GroupConsumer, Outbox, type EventLog } from '@widecast/messaging';
import { loadConfig, type Environment } from '../config/load-config.ts';
import type { ServiceConfig } from '../config/service-config.ts';
import { Readiness } from '../health/health.ts';
import { JsonLogger } from '../logging/json.logger.ts';
import { observeDelivery } from '../metrics/delivery-metrics.ts';
import { observeLag } from '../metrics/lag-metrics.ts';
import { startTracing } from '../tracing/tracing.ts';
import { openDatabase } from './open-database.ts';
import { closeHttp, prepareHttp, urlOf } from './http-server.ts';
import { openEventLog } from './open-log.ts';
import { untilAvailable } from './patience.ts';
import { PlatformModule } from './platform.module.ts';
import type { ServiceDefinition } from './service-definition.ts';

export interface StartOptions {
  readonly env: Environment;
  /** A log that is shared with other services of this process; it is not closed with the service. */
  readonly log?: EventLog;
  readonly logger?: JsonLogger;
}

export interface RunningService {
  readonly name: string;
  /** Where it answers HTTP. */
  readonly url: string;
  readonly app: NestExpressApplication;
  /** Not ready → HTTP finishes → batches in hand finish → senders stop → outbox empties → connections close. */
  stop(): Promise<void>;
}

@Module({})
class Root {}

const rootOf = (imports: NonNullable<DynamicModule['imports']>): DynamicModule => ({ module: Root, imports });

/** Runs one service; the same in a process of its own and beside others. */
export async function startService<Config extends ServiceConfig>(definition: ServiceDefinition<Config>, options: StartOptions): Promise<RunningService> {
  const config = loadConfig(definition.config, options.env);
  const logger = options.logger ?? new JsonLogger(definition.name, config.LOG_LEVEL);
  const endTracing = startTracing(definition.name, config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const database = await openDatabase(definition, config);
  const log = options.log ?? (await untilAvailable('the event log', config.START_TIMEOUT, () => openEventLog(definition.name, config)));
  // All of them: a consumer may start before the owner of what it reads.
  await log.ensureTopics(CONTRACTS);

  const outbox = new Outbox(definition.name);
  const consumer = new GroupConsumer({ service: definition.name, log, database, outbox, observer: observeDelivery(definition.name) });
  const readiness = readinessOf(database, log, consumer);
  const platform = PlatformModule.with({ config, database, outbox, log, consumer, readiness });
  const app = await NestFactory.create<NestExpressApplication>(rootOf([platform, definition.module(config)]), {
    logger, bodyParser: false, abortOnError: false,
  });
  prepareHttp(app, definition, config);
  app.connectMicroservice({ strategy: new EventLogStrategy(consumer) }, { inheritAppConfig: false });
  const relay = log.relay(database, (error) => logger.warn({ msg: 'the outbox could not be moved into the log', error }));
  outbox.onCommitted(() => relay.wake());
  await app.startAllMicroservices();
  await app.listen(config.PORT, config.HOST);
  const forgetLag = observeLag(definition.name, log, consumer, database);

  const stop = async (): Promise<void> => {
    readiness.drain();
    forgetLag();
    await consumer.stop();
    await closeHttp(app);
    await relay.stop();
    if (options.log === undefined) await log.close();
    await database.dataSource.destroy();
    await endTracing();
  };
  return { name: definition.name, url: urlOf(app), app, stop };
}

function readinessOf(database: Database, log: EventLog, consumer: GroupConsumer): Readiness {
  const readiness = new Readiness();
  readiness.add('database', async () => {
    await database.query('SELECT 1');
    return 'ok';
  });
  readiness.add('event log', async () => {
    await log.ping();
    return 'ok';
  });
  readiness.add('consumers', async () => {
    const stopped = await consumer.stoppedPartitions.list();
    if (stopped.length === 0) return 'ok';
    return { degraded: `stopped at a defect: ${stopped.map(({ topic, partition, offset }) => `${topic}/${partition}@${offset}`).join(', ')}` };
  });
  return readiness;
}
