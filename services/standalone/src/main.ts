import { firstKeyNotice, takeFirstKey } from '@widecast/gateway';
import { JsonLogger, stopOnSignal } from '@widecast/service-kit';
import { startInstallation } from './installation.ts';

const begun = performance.now();
try {
  const installation = await startInstallation(process.env);
  const logger = new JsonLogger('standalone');
  stopOnSignal(() => installation.stop(), (error) => logger.error({ msg: 'the stop failed', error }));
  const key = takeFirstKey(installation.gateway);
  if (key) process.stdout.write(firstKeyNotice(key));
  logger.log({ msg: 'ready', url: installation.url, seconds: Math.round(performance.now() - begun) / 1000 });
} catch (error) {
  process.stderr.write(`Widecast cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
