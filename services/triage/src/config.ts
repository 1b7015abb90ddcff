import { serviceConfig } from '@widecast/service-kit';
import type { z } from 'zod';

export const triageConfig = serviceConfig.extend({});

export type TriageConfig = z.infer<typeof triageConfig>;
