export { createDataSource, type DataSourceSettings } from './data-source.ts';
export { Database, type Queryable, type Transaction } from './database.ts';
export { isDatabaseUnavailable, isSerializationFailure, isUniqueViolation } from './database-errors.ts';
export { usePrimaryKeys } from './plans.ts';
export { prepared } from './prepared.ts';
export { migrate, SchemaIsNewer } from './migrate.ts';
export { columnsOf, idArray, plainArray } from './bulk.ts';
export { copyInto, type Cell, type ColumnType } from './copy.ts';
export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/embedded-postgres.ts';
