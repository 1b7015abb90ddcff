import { Logger } from '@nestjs/common';
import { isDatabaseUnavailable } from '@widecast/database';

const isBrokerUnavailable = (error: unknown): boolean =>
  error instanceof Error && /^KafkaJS(Connection|NumberOfRetriesExceeded|BrokerNotFound|Non?Retriable|RequestTimeout)/.test(error.name);

/**
 * Tries until it works or the time is over: at the start a database or broker may not be there yet. Gives up at once on
 * what time will not mend.
 */
export async function untilAvailable<Result>(what: string, seconds: number, attempt: () => Promise<Result>): Promise<Result> {
  const until = Date.now() + seconds * 1000;
  for (let pause = 250; ; pause = Math.min(pause * 2, 4000)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isDatabaseUnavailable(error) && !isBrokerUnavailable(error)) throw error;
      const reason = error instanceof Error ? error.message || error.name : String(error);
      if (Date.now() + pause > until) throw new Error(`${what} does not answer within ${seconds} s: ${reason}`, { cause: error });
      new Logger('start').warn({ msg: `waiting for ${what}`, reason });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
