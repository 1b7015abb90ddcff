import type { ServiceDefinition } from '@widecast/service-kit';
import { SegmentationModule } from './app.module.ts';
import { segmentationConfig, type SegmentationConfig } from './config.ts';

export const segmentation: ServiceDefinition<SegmentationConfig> = {
  name: 'segmentation',
  config: segmentationConfig,
  module: () => SegmentationModule,
  entities: [],
  migrations: [],
};
