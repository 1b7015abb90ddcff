import type { ServiceConfig } from '../config/service-config.ts';
import { JsonLogger } from '../logging/json.logger.ts';
import type { ServiceDefinition } from './service-definition.ts';
import { startService, type RunningService } from './start-service.ts';

/** Ends the process after `stop` when a signal asks for it; a second signal ends it at once. */
export function stopOnSignal(stop: () => Promise<void>, onError: (error: unknown) => void): void {
  let asked = false;
  const end = (): void => {
    if (asked) process.exit(130);
    asked = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        onError(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end).on('SIGTERM', end);
}

/** The main program of a service: starts it from the environment and stops it in order; `onReady` may tell of it first. */
export async function runService<Config extends ServiceConfig>(
  definition: ServiceDefinition<Config>,
  onReady: (service: RunningService) => Promise<void> | void = () => undefined,
): Promise<void> {
  const logger = new JsonLogger(definition.name);
  try {
    const starting = startService(definition, { env: process.env });
    // Also while it starts: what was begun is then ended in order.
    stopOnSignal(async () => (await starting).stop(), (error) => logger.error({ msg: 'the stop failed', error }));
    const service = await starting;
    await onReady(service);
    logger.log({ msg: 'ready', url: service.url });
  } catch (error) {
    logger.error({ msg: `${definition.name} cannot start`, reason: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}
