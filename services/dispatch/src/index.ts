import type { ServiceDefinition } from '@widecast/service-kit';
import { DispatchModule } from './app.module.ts';
import { dispatchConfig, type DispatchConfig } from './config.ts';

export const dispatch: ServiceDefinition<DispatchConfig> = {
  name: 'dispatch',
  config: dispatchConfig,
  module: () => DispatchModule,
  entities: [],
  migrations: [],
};
