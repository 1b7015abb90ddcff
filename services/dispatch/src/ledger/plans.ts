export { usePrimaryKeys } from '@widecast/database';
