import type { ServiceDefinition } from '@widecast/service-kit';
import { FunnelsModule } from './app.module.ts';
import { funnelsConfig, type FunnelsConfig } from './config.ts';
import { FunnelVersion } from './funnels/funnel-version.entity.ts';
import { Funnel } from './funnels/funnel.entity.ts';
import { CreateFunnels1764200000000 } from './persistence/migrations/1764200000000-create-funnels.ts';
import { CreatePassage1764200000001 } from './persistence/migrations/1764200000001-create-passage.ts';

export const funnels: ServiceDefinition<FunnelsConfig> = {
  name: 'funnels',
  config: funnelsConfig,
  module: () => FunnelsModule,
  entities: [Funnel, FunnelVersion],
  migrations: [CreateFunnels1764200000000, CreatePassage1764200000001],
};
