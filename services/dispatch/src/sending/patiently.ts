import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseUnavailable, isSerializationFailure } from '@widecast/database';

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2000;
/** How long a service that is to stop waits for its database, in ms. */
const LAST_PATIENCE = 10_000;

/** Does it again for as long as the database is away, and for some seconds where the service is to stop. Each failure is told. */
export async function patiently<Result>(work: () => Promise<Result>, stop: AbortSignal, failed: (error: unknown) => void = () => undefined): Promise<Result> {
  let end = Infinity;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await work();
    } catch (error) {
      failed(error);
      if (stop.aborted) end = Math.min(end, performance.now() + LAST_PATIENCE);
      const mayPass = isDatabaseUnavailable(error) || isSerializationFailure(error);
      if (!mayPass || performance.now() > end) throw error;
    }
    await sleep(pause);
  }
}
