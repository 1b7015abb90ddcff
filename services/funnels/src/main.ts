import { runService } from '@widecast/service-kit';
import { funnels } from './index.ts';

await runService(funnels);
