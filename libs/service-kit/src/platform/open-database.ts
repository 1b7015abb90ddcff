import { createDataSource, Database, migrate, type DataSourceSettings } from '@widecast/database';
import { CreateMessaging1764000000000 } from '@widecast/messaging';
import type { ServiceConfig } from '../config/service-config.ts';
import { untilAvailable } from './patience.ts';
import type { ServiceDefinition } from './service-definition.ts';

type Persistent = Pick<ServiceDefinition, 'name' | 'entities' | 'migrations'>;

function settingsOf({ name, entities, migrations }: Persistent, url: string): DataSourceSettings {
  return { url, schema: name, entities, migrations: [CreateMessaging1764000000000, ...migrations] };
}

/** Connects a service to its schema, brought up to date; waits for a database that is not there yet. */
export async function openDatabase(definition: Persistent, config: ServiceConfig): Promise<Database> {
  const dataSource = createDataSource({ ...settingsOf(definition, config.DATABASE_URL), poolSize: config.DATABASE_POOL });
  await untilAvailable('the database', config.START_TIMEOUT, () => dataSource.initialize());
  await migrate(dataSource);
  return new Database(dataSource);
}

/** Brings the schema of a service up to date without starting it; gives the names of the migrations that ran. */
export async function migrateService(definition: Persistent, url: string): Promise<readonly string[]> {
  const dataSource = createDataSource(settingsOf(definition, url));
  await dataSource.initialize();
  try {
    return await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
