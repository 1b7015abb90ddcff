import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Database } from '@widecast/database';
import { GroupConsumer, Outbox, type EventLog } from '@widecast/messaging';
import type { ServiceConfig } from '../config/service-config.ts';
import { HealthController } from '../health/health.controller.ts';
import { Readiness } from '../health/health.ts';
import { ConsumerController } from './consumer.controller.ts';
import { CONFIG, EVENT_LOG } from './service-definition.ts';

export interface PlatformParts {
  readonly config: ServiceConfig;
  readonly database: Database;
  readonly outbox: Outbox;
  readonly log: EventLog;
  readonly consumer: GroupConsumer;
  readonly readiness: Readiness;
}

/** What every service has at hand. */
@Module({})
export class PlatformModule {
  static with({ config, database, outbox, log, consumer, readiness }: PlatformParts): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: Database, useValue: database },
      { provide: Outbox, useValue: outbox },
      { provide: EVENT_LOG, useValue: log },
      { provide: GroupConsumer, useValue: consumer },
      { provide: Readiness, useValue: readiness },
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [HealthController, ConsumerController],
      providers,
      exports: providers,
    };
  }
}
