import type { ServiceDefinition } from '@widecast/service-kit';
import { AnalyticsModule } from './app.module.ts';
import { analyticsConfig, type AnalyticsConfig } from './config.ts';

export const analytics: ServiceDefinition<AnalyticsConfig> = {
  name: 'analytics',
  config: analyticsConfig,
  module: () => AnalyticsModule,
  entities: [],
  migrations: [],
};
