import { runService } from '@widecast/service-kit';
import { gateway, makeFirstKey } from './index.ts';

await runService(gateway, (service) => makeFirstKey(service));
