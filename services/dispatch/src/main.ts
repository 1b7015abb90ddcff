import { setFlagsFromString } from 'node:v8';
import { runService } from '@widecast/service-kit';
import { dispatch } from './index.ts';

// Nearly everything that a message needs dies young. By itself V8 lets what has grown old become two or three times what is alive
// before it looks at all of it, which it would have to do once in a quarter of a minute.
setFlagsFromString('--heap-growing-percent=70');

await runService(dispatch);
