import { DataSource, type DataSourceOptions } from 'typeorm';
import { SnakeNamingStrategy } from './naming.strategy.ts';

export interface DataSourceSettings {
  readonly url: string;
  /** The schema of one service; unqualified names in its SQL mean this schema. */
  readonly schema: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  /** In the order in which they run, listed by hand. */
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
  /** Connections of the pool, default 8. */
  readonly poolSize?: number;
}

const SCHEMA_NAME = /^[a-z][a-z0-9_]*$/;

export function createDataSource({ url, schema, entities, migrations, poolSize = 8 }: DataSourceSettings): DataSource {
  if (!SCHEMA_NAME.test(schema)) throw new Error(`"${schema}" cannot be the name of a schema`);
  return new DataSource({
    type: 'postgres',
    url,
    schema,
    entities,
    migrations,
    migrationsTableName: 'migrations',
    namingStrategy: new SnakeNamingStrategy(),
    poolSize,
    // Time and date types come as text where a query asks for text; the session always runs in UTC.
    extra: {
      application_name: `widecast ${schema}`,
      // A process that freezes inside a transaction lets go of its locks after a while.
      options: `-c search_path=${schema},public -c timezone=UTC -c idle_in_transaction_session_timeout=30s`,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    },
  });
}
