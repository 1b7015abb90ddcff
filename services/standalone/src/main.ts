import { makeFirstKey } from '@widecast/gateway';
import { JsonLogger, stopOnSignal } from '@widecast/service-kit';
import { startInstallation } from './installation.ts';

/** Where the command line looks unless it is told otherwise. */
const USUAL = 'http://127.0.0.1:8080';

const begun = performance.now();
const logger = new JsonLogger('standalone');
try {
  const starting = startInstallation(process.env);
  // Also while it starts: what was begun is then ended in order.
  stopOnSignal(async () => (await starting).stop(), (error) => logger.error({ msg: 'the stop failed', error }));
  const installation = await starting;
  await makeFirstKey(installation.gateway);
  if (installation.url !== USUAL) process.stdout.write(`\nFor npx widecast, as it does not answer where it usually does:\n\n  export WIDECAST_URL=${installation.url}\n\n`);
  logger.log({ msg: 'ready', url: installation.url, seconds: Math.round(performance.now() - begun) / 1000 });
} catch (error) {
  process.stderr.write(`Widecast cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
