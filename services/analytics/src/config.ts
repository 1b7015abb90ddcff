import { serviceConfig } from '@widecast/service-kit';
import { z } from 'zod';

export const analyticsConfig = serviceConfig.extend({
  /** How long after a launch what a contact does is counted for the campaign. */
  ATTRIBUTION_DAYS: z.coerce.number().int().min(1).max(365).default(14),
});

export type AnalyticsConfig = z.infer<typeof analyticsConfig>;
