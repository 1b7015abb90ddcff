import type { ServiceDefinition } from '@widecast/service-kit';
import { SegmentationModule } from './app.module.ts';
import { segmentationConfig, type SegmentationConfig } from './config.ts';
import { CreateContacts1764100000000 } from './persistence/migrations/1764100000000-create-contacts.ts';
import { CreateSegments1764100001000 } from './persistence/migrations/1764100001000-create-segments.ts';
import { CreateTierPolicies1764100004000 } from './persistence/migrations/1764100004000-create-tier-policies.ts';
import { CreatePrivacy1764100008000 } from './persistence/migrations/1764100008000-create-privacy.ts';
import { CreateHandOffWebhooks1764100006000 } from './persistence/migrations/1764100006000-create-hand-off-webhooks.ts';
import { CreateAccountLinks1764100005000 } from './persistence/migrations/1764100005000-create-account-links.ts';
import { CreateAccountMerges1764100012000 } from './persistence/migrations/1764100012000-create-account-merges.ts';
import { CreateAttributes1764100011000 } from './persistence/migrations/1764100011000-create-attributes.ts';
import { CreateSuppressed1764100013000 } from './persistence/migrations/1764100013000-create-suppressed.ts';
import { CreateImports1764100002000 } from './persistence/migrations/1764100002000-create-imports.ts';

export const segmentation: ServiceDefinition<SegmentationConfig> = {
  name: 'segmentation',
  config: segmentationConfig,
  module: () => SegmentationModule,
  entities: [],
  migrations: [
    CreateContacts1764100000000, CreateSegments1764100001000, CreateImports1764100002000, CreateTierPolicies1764100004000, CreateAccountLinks1764100005000, CreateHandOffWebhooks1764100006000,
    CreatePrivacy1764100008000, CreateAttributes1764100011000, CreateAccountMerges1764100012000, CreateSuppressed1764100013000,
  ],
};
