import { runService } from '@widecast/service-kit';
import { dispatch } from './index.ts';

await runService(dispatch);
