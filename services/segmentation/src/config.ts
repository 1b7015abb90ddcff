import { serviceConfig } from '@widecast/service-kit';
import type { z } from 'zod';

export const segmentationConfig = serviceConfig.extend({});

export type SegmentationConfig = z.infer<typeof segmentationConfig>;
