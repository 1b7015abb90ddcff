import type { ServiceDefinition } from '@widecast/service-kit';
import { DispatchModule } from './app.module.ts';
import { Brand } from './brands/brand.entity.ts';
import { Campaign } from './campaigns/campaign.entity.ts';
import { Channel } from './channels/channel.entity.ts';
import { dispatchConfig, type DispatchConfig } from './config.ts';
import { MIGRATIONS } from './persistence/migrations/index.ts';
import { Template } from './templates/template.entity.ts';

export const dispatch: ServiceDefinition<DispatchConfig> = {
  name: 'dispatch',
  config: dispatchConfig,
  module: () => DispatchModule,
  entities: [Brand, Template, Campaign, Channel],
  migrations: MIGRATIONS,
  // A campaign tells of outcomes a hundred times a second, and nobody waits for one of them.
  gathering: 100,
};
