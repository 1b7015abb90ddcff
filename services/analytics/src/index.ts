import type { ServiceDefinition } from '@widecast/service-kit';
import { AnalyticsModule } from './app.module.ts';
import { analyticsConfig, type AnalyticsConfig } from './config.ts';
import { CreateCampaigns1764100000000 } from './persistence/migrations/1764100000000-create-campaigns.ts';
import { CreateBehaviours1764100000001 } from './persistence/migrations/1764100000001-create-behaviours.ts';
import { CreateTickets1764100000002 } from './persistence/migrations/1764100000002-create-tickets.ts';
import { CreateFunnels1764100000003 } from './persistence/migrations/1764100000003-create-funnels.ts';
import { CreateErasedContacts1764100000008 } from './persistence/migrations/1764100000008-create-erased-contacts.ts';
import { CreateMarket1764100000009 } from './persistence/migrations/1764100000009-create-market.ts';
import { CreateHandOffs1764100000004 } from './persistence/migrations/1764100000004-create-hand-offs.ts';

export const analytics: ServiceDefinition<AnalyticsConfig> = {
  name: 'analytics',
  config: analyticsConfig,
  module: () => AnalyticsModule,
  entities: [],
  migrations: [
    CreateCampaigns1764100000000, CreateBehaviours1764100000001, CreateTickets1764100000002, CreateFunnels1764100000003, CreateHandOffs1764100000004,
    CreateErasedContacts1764100000008, CreateMarket1764100000009,
  ],
};
