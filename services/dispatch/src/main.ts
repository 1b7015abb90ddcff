import { setFlagsFromString } from 'node:v8';

// Nearly everything that a message needs dies young. By itself V8 lets what has grown old become two or three times what is alive
// before it looks at all of it, which it would have to do once in a quarter of a minute. Said before anything is loaded: each
// collection sets the limit of the next.
setFlagsFromString('--heap-growing-percent=34');

const { runService } = await import('@widecast/service-kit');
const { dispatch } = await import('./index.ts');

await runService(dispatch);
