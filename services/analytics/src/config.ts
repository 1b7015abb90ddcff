import { serviceConfig } from '@widecast/service-kit';
import type { z } from 'zod';

export const analyticsConfig = serviceConfig.extend({});

export type AnalyticsConfig = z.infer<typeof analyticsConfig>;
