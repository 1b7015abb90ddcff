import { analytics } from '@widecast/analytics';
import { startEmbeddedPostgres } from '@widecast/database';
import { dispatch } from '@widecast/dispatch';
import { funnels } from '@widecast/funnels';
import { gateway } from '@widecast/gateway';
import { segmentation } from '@widecast/segmentation';
import {
  JsonLogger, loadServiceConfig, openEventLog, serviceConfig, startService, startTracing, Teardown, untilAvailable, type Environment, type RunningService,
  type StartOptions,
} from '@widecast/service-kit';
import { triage } from '@widecast/triage';
import { standaloneConfig, type StandaloneConfig } from './config.ts';
import { assertPortIsFree } from './port.ts';
import { installationSecret } from './secret.ts';
import { checkSettings } from './settings.ts';

/** The services that people reach through the gateway. */
const BEHIND = [segmentation, dispatch, triage, funnels, analytics];

export interface Installation {
  readonly url: string;
  readonly gateway: RunningService;
  stop(): Promise<void>;
}

/** Runs every service in this process, on one event log and one database; the composition root of the smallest installation. */
export async function startInstallation(env: Environment): Promise<Installation> {
  const config = checkSettings(standaloneConfig, [...BEHIND, gateway], env);
  await assertPortIsFree('WIDECAST_PORT', config.WIDECAST_PORT, config.WIDECAST_HOST);
  const started = new Teardown();
  try {
    const shared = await sharedEnvironment(env, config, started);
    const platform = loadServiceConfig(serviceConfig, shared);
    // Nest has one logger a process.
    const logger = new JsonLogger('standalone', platform.LOG_LEVEL);
    started.add(await startTracing('standalone', platform.OTEL_EXPORTER_OTLP_ENDPOINT));
    const log = await untilAvailable('the event log', platform.START_TIMEOUT, () => openEventLog('standalone', platform));
    started.add(() => log.close());
    const services = await startAll({ env: shared, log, logger }, started);
    const front = await startService(gateway, {
      log,
      logger,
      env: { ...shared, ...services, HOST: config.WIDECAST_HOST, PORT: String(config.WIDECAST_PORT) },
    });
    started.add(() => front.stop());
    return { url: `http://${config.WIDECAST_HOST}:${config.WIDECAST_PORT}`, gateway: front, stop: () => started.run() };
  } catch (error) {
    await started.run().catch(() => undefined);
    throw error;
  }
}

async function sharedEnvironment(env: Environment, config: StandaloneConfig, started: Teardown): Promise<Environment> {
  const secret = config.WIDECAST_INTERNAL_SECRET ?? (await installationSecret(config.WIDECAST_DATA_DIR));
  return {
    ...env,
    WIDECAST_INTERNAL_SECRET: secret,
    DATABASE_URL: config.DATABASE_URL ?? (await embeddedDatabase(config.WIDECAST_DATA_DIR, started)),
    PUBLIC_URL: config.PUBLIC_URL ?? `http://${config.WIDECAST_HOST}:${config.WIDECAST_PORT}`,
    TICKETS_SMTP_PORT: config.TICKETS_SMTP_PORT,
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

async function embeddedDatabase(dataDir: string, started: Teardown): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir: `${dataDir}/postgres`, log: (msg) => new JsonLogger('standalone').log({ msg }) });
  started.add(() => server.stop());
  return server.url;
}

/** Gives where each service answers, as the gateway wants to be told. */
async function startAll(options: StartOptions, started: Teardown): Promise<Environment> {
  const begin = async (start: Promise<RunningService>): Promise<readonly [string, string]> => {
    const service = await start;
    started.add(() => service.stop());
    return [`${service.name.toUpperCase()}_URL`, service.url];
  };
  const settled = await Promise.allSettled([
    begin(startService(segmentation, options)),
    begin(startService(dispatch, options)),
    begin(startService(triage, options)),
    begin(startService(funnels, options)),
    begin(startService(analytics, options)),
  ]);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return Object.fromEntries(settled.map((result) => (result.status === 'fulfilled' ? result.value : ['', ''])));
}
