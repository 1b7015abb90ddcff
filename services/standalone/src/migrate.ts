import { analytics } from '@widecast/analytics';
import { startEmbeddedPostgres } from '@widecast/database';
import { dispatch } from '@widecast/dispatch';
import { funnels } from '@widecast/funnels';
import { gateway } from '@widecast/gateway';
import { segmentation } from '@widecast/segmentation';
import { loadConfig, migrateService } from '@widecast/service-kit';
import { triage } from '@widecast/triage';
import { standaloneConfig } from './config.ts';

/** Brings the schemas of all services up to date and says what ran; services do the same when they start. */
const config = loadConfig(standaloneConfig, process.env);
const embedded = config.DATABASE_URL ? undefined : await startEmbeddedPostgres({ dataDir: `${config.WIDECAST_DATA_DIR}/postgres` });
try {
  const url = config.DATABASE_URL ?? embedded?.url ?? '';
  for (const definition of [segmentation, dispatch, triage, funnels, analytics, gateway]) {
    const ran = await migrateService(definition, url);
    process.stdout.write(`${definition.name}: ${ran.length === 0 ? 'up to date' : ran.join(', ')}\n`);
  }
} catch (error) {
  process.stderr.write(`The migration stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await embedded?.stop();
}
