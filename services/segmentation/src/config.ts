import { serviceConfig } from '@widecast/service-kit';
import { z } from 'zod';

const fieldNames = (names: string) => z.string().default(names).transform((text) => text.split(',').map((name) => name.trim()).filter((name) => name !== ''));

export const segmentationConfig = serviceConfig.extend({
  /** Whether accounts of which nothing is known count as small ones, that is, may get mass messages. */
  UNKNOWN_TIER_IS_LOWER: z.enum(['true', 'false']).default('true').transform((value) => value === 'true'),
  /** Kinds of addresses that no audience has: role (info@, sales@), disposable, both with a comma between, or none. */
  AUDIENCE_LEAVES_OUT: z.string().default('disposable').transform((text) => text.split(',').map((kind) => kind.trim()).filter((kind) => kind !== '' && kind !== 'none'))
    .pipe(z.array(z.enum(['role', 'disposable'], 'must be role, disposable, both with a comma between, or none'))),
  /** Attributes that tell the region of a contact, or of his account, and its industry; the first that is told counts. Commas between. */
  REGION_FIELDS: fieldNames('region,country,регион,страна'),
  INDUSTRY_FIELDS: fieldNames('industry,отрасль'),
  /** Lists of frozen audiences are kept for so many days after the launch, and at least until the campaign is over. */
  AUDIENCE_KEEP_DAYS: z.coerce.number().min(0).max(3650).default(90),
  /** Events of behaviour are kept for so many days; longer only those that the window of a rule needs; for rules without one totals are kept. */
  BEHAVIOUR_KEEP_DAYS: z.coerce.number().int().min(1).max(36_500).default(1095),
  /** How often rules over time windows are looked at again, in ms. */
  SEGMENT_CLOCK_MS: z.coerce.number().int().min(50).default(60_000),
  /** Where people reach this installation; the base of the links that confirm a consent. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8080').transform((url) => url.replace(/\/+$/, '')),
  /** Signs these links; derived from the internal secret where absent. */
  LINK_SECRET: z.string().min(32, 'must have at least 32 characters; `openssl rand -hex 32` makes one').optional(),
  /** Secrets that signed links before; parted by commas. */
  LINK_SECRETS_OLD: z.string().default('').transform((text) => text.split(',').map((secret) => secret.trim()).filter((secret) => secret !== '')),
  /** `private` lets webhooks be http and of private networks: for development only. */
  WEBHOOK_REACH: z.enum(['public', 'private']).default('public'),
  /** How often it is looked for duplicate accounts, in hours; 0: only when somebody asks. */
  DUPLICATES_HOURS: z.coerce.number().min(0).max(8760).default(24),
  /** How often it is looked for what is due: reminders, open erasures, what is kept too long; in ms. */
  CHORES_MS: z.coerce.number().int().min(50).max(3_600_000).default(60_000),
});

export type SegmentationConfig = z.infer<typeof segmentationConfig>;
