import { runService } from '@widecast/service-kit';
import { analytics } from './index.ts';

await runService(analytics);
