import { serviceConfig } from '@widecast/service-kit';
import { z } from 'zod';

export const funnelsConfig = serviceConfig.extend({
  /** How often to look for contacts whose time has come, in ms. */
  FUNNEL_TICK_MS: z.coerce.number().int().min(10).max(60_000).default(1000),
});

export type FunnelsConfig = z.infer<typeof funnelsConfig>;
