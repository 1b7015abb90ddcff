import { serviceConfig } from '@widecast/service-kit';
import type { z } from 'zod';

export const dispatchConfig = serviceConfig.extend({});

export type DispatchConfig = z.infer<typeof dispatchConfig>;
