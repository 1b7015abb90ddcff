import { runService } from '@widecast/service-kit';
import { segmentation } from './index.ts';

await runService(segmentation);
