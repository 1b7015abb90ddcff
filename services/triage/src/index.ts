import type { ServiceDefinition } from '@widecast/service-kit';
import { TriageModule } from './app.module.ts';
import { triageConfig, type TriageConfig } from './config.ts';

export const triage: ServiceDefinition<TriageConfig> = {
  name: 'triage',
  config: triageConfig,
  module: () => TriageModule,
  entities: [],
  migrations: [],
};
