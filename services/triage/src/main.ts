import { runService } from '@widecast/service-kit';
import { triage } from './index.ts';

await runService(triage);
