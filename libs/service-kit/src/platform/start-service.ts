import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CONTRACTS } from '@widecast/contracts';
import { EventLogStrategy, GroupConsumer, Outbox, type EventLog } from '@widecast/messaging';
import type { Environment } from '../config/load-config.ts';
import { loadServiceConfig, type ServiceConfig } from '../config/service-config.ts';
import { JsonLogger } from '../logging/json.logger.ts';
import { observeDelivery } from '../metrics/delivery-metrics.ts';
import { observeLag } from '../metrics/lag-metrics.ts';
import { startTracing } from '../tracing/tracing.ts';
import { openDatabase } from './open-database.ts';
import { closeHttp, prepareHttp, urlOf } from './http-server.ts';
import { pruneHourly, transactionsOf } from './housekeeping.ts';
import { openEventLog } from './open-log.ts';
import { untilAvailable } from './patience.ts';
import { PlatformModule, type PlatformParts } from './platform.module.ts';
import { readinessOf } from './readiness-of.ts';
import { Teardown } from './teardown.ts';
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
  /** Not ready → batches in hand finish → senders stop → requests in flight finish → outbox empties → connections close. */
  stop(): Promise<void>;
}

@Module({})
class Root {}

const rootOf = (imports: NonNullable<DynamicModule['imports']>): DynamicModule => ({ module: Root, imports });

/** Runs one service; the same in a process of its own and beside others. What was begun is ended when the start fails. */
export async function startService<Config extends ServiceConfig>(definition: ServiceDefinition<Config>, options: StartOptions): Promise<RunningService> {
  const teardown = new Teardown();
  try {
    const app = await start(definition, options, teardown);
    return { name: definition.name, url: urlOf(app), app, stop: () => teardown.run() };
  } catch (error) {
    await teardown.run().catch(() => undefined);
    throw error;
  }
}

async function start<Config extends ServiceConfig>(definition: ServiceDefinition<Config>, options: StartOptions, teardown: Teardown): Promise<NestExpressApplication> {
  const config = loadServiceConfig(definition.config, options.env);
  const logger = options.logger ?? new JsonLogger(definition.name, config.LOG_LEVEL);
  teardown.add(await startTracing(definition.name, config.OTEL_EXPORTER_OTLP_ENDPOINT));
  const parts = await openParts(definition, config, options.log, teardown);
  const app = await NestFactory.create<NestExpressApplication>(rootOf([PlatformModule.with(parts), definition.module(config)]), {
    logger, bodyParser: false, abortOnError: false,
  });
  prepareHttp(app, definition, config);
  app.connectMicroservice({ strategy: new EventLogStrategy(parts.consumer) }, { inheritAppConfig: false });
  const { log, database, outbox, consumer, readiness } = parts;
  const relay = log.relay(database, { onError: (error) => logger.warn({ msg: 'the outbox could not be moved into the log', error }), gathering: definition.gathering });
  outbox.onCommitted(() => relay.wake());
  teardown.add(() => relay.stop());
  teardown.add(() => closeHttp(app));
  teardown.add(() => consumer.stop());
  await app.listen(config.PORT, config.HOST);
  // After the API, which need not wait: a group lets nobody in before a member that died has been missed, half a minute.
  await app.startAllMicroservices();
  teardown.add(observeLag(definition.name, log, consumer, database));
  teardown.add(pruneHourly(database, consumer, (error) => logger.warn({ msg: 'what is over could not be forgotten', error })));
  readiness.add('transactions', transactionsOf(database));
  teardown.add(() => readiness.drain());
  return app;
}

async function openParts<Config extends ServiceConfig>(
  definition: ServiceDefinition<Config>, config: Config, shared: EventLog | undefined, teardown: Teardown,
): Promise<PlatformParts> {
  const { name } = definition;
  const database = await openDatabase(definition, config);
  teardown.add(() => database.dataSource.destroy());
  const log = shared ?? (await untilAvailable('the event log', config.START_TIMEOUT, () => openEventLog(name, config)));
  if (shared === undefined) teardown.add(() => log.close());
  // All of them: a consumer may start before the owner of what it reads.
  await log.ensureTopics(CONTRACTS);
  const outbox = new Outbox(name);
  const consumer = new GroupConsumer({ service: name, log, database, outbox, observer: observeDelivery(name) });
  return { config, database, log, outbox, consumer, readiness: readinessOf(database, log, consumer) };
}
