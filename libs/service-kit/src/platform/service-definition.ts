import type { DynamicModule, Type } from '@nestjs/common';
import type { ServiceName } from '@widecast/contracts';
import type { DataSourceSettings } from '@widecast/database';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { z } from 'zod';
import type { ServiceConfig } from '../config/service-config.ts';

/** All that the kit must know to run a service; a service exports this and nothing else. */
export interface ServiceDefinition<Config extends ServiceConfig = ServiceConfig> {
  readonly name: ServiceName | 'gateway';
  readonly config: z.ZodType<Config>;
  /** Given the parsed settings. It finds Database, Outbox, EVENT_LOG, CONFIG and Readiness without importing anything. */
  readonly module: (config: Config) => Type | DynamicModule;
  readonly entities: DataSourceSettings['entities'];
  /** The service's own migrations, in order; those of messaging come before them. */
  readonly migrations: readonly NewableFunction[];
  /** How long its events are gathered while more of them come all the time, in ms; default 15. */
  readonly gathering?: number;
  /** Adds middleware that must see a request before its body is read. */
  readonly prepare?: (app: NestExpressApplication) => void;
}

/** The parsed settings of the service. */
export const CONFIG = Symbol('Config');

/** The event log of the service. */
export const EVENT_LOG = Symbol('EventLog');
