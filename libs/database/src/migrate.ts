import type { DataSource } from 'typeorm';
import { Database } from './database.ts';

/** The schema was migrated by a newer program than this one; running on would corrupt what it does not know. */
export class SchemaIsNewer extends Error {
  constructor(schema: string, readonly unknown: readonly string[]) {
    super(
      `Schema "${schema}" was migrated by a newer version of Widecast (unknown here: ${unknown.join(', ')}). ` +
        'Start that version, or restore a backup made before the update.',
    );
    this.name = SchemaIsNewer.name;
  }
}

const nameOf = (dataSource: DataSource): string => (dataSource.options as { schema?: string }).schema ?? 'public';

/**
 * Brings the schema of an initialised data source up to date, one process at a time (advisory lock).
 * Returns the names of the migrations that ran. Throws {@link SchemaIsNewer}.
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const schema = nameOf(dataSource);
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock(hashtext($1))', [`widecast migrate ${schema}`]);
    await lock.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await refuseNewerSchema(dataSource, schema);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock(hashtext($1))', [`widecast migrate ${schema}`]).catch(() => undefined);
    await lock.release();
  }
}

async function refuseNewerSchema(dataSource: DataSource, schema: string): Promise<void> {
  const database = new Database(dataSource);
  const [table] = await database.query<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [`${schema}.migrations`]);
  if (!table?.found) return;
  const applied = await database.query<{ name: string }>(`SELECT name FROM ${schema}.migrations`);
  const known = new Set(dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const unknown = applied.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new SchemaIsNewer(schema, unknown);
}
