import type { ServiceDefinition } from '@widecast/service-kit';
import { FunnelsModule } from './app.module.ts';
import { funnelsConfig, type FunnelsConfig } from './config.ts';

export const funnels: ServiceDefinition<FunnelsConfig> = {
  name: 'funnels',
  config: funnelsConfig,
  module: () => FunnelsModule,
  entities: [],
  migrations: [],
};
