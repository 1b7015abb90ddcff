import { serviceConfig } from '@widecast/service-kit';
import { z } from 'zod';

export const segmentationConfig = serviceConfig.extend({
  /** Whether accounts of which nothing is known count as small ones, that is, may get mass messages. */
  UNKNOWN_TIER_IS_LOWER: z.enum(['true', 'false']).default('true').transform((value) => value === 'true'),
  /** How often rules over time windows are looked at again, in ms. */
  SEGMENT_CLOCK_MS: z.coerce.number().int().min(50).default(60_000),
});

export type SegmentationConfig = z.infer<typeof segmentationConfig>;
