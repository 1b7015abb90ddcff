import { makeFirstKey } from '@widecast/gateway';
import { JsonLogger, stopOnSignal } from '@widecast/service-kit';
import { startInstallation } from './installation.ts';

const begun = performance.now();
const logger = new JsonLogger('standalone');
try {
  const starting = startInstallation(process.env);
  // Also while it starts: what was begun is then ended in order.
  stopOnSignal(async () => (await starting).stop(), (error) => logger.error({ msg: 'the stop failed', error }));
  const installation = await starting;
  await makeFirstKey(installation.gateway);
  logger.log({ msg: 'ready', url: installation.url, seconds: Math.round(performance.now() - begun) / 1000 });
} catch (error) {
  process.stderr.write(`Widecast cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
