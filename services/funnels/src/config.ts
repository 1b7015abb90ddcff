import { serviceConfig } from '@widecast/service-kit';
import type { z } from 'zod';

export const funnelsConfig = serviceConfig.extend({});

export type FunnelsConfig = z.infer<typeof funnelsConfig>;
