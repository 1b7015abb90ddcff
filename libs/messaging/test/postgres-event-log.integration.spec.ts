import { createTestDatabase } from '@widecast/testing';
import { describeEventLog } from './event-log.contract.ts';

describeEventLog('the event log in PostgreSQL', async () => {
  const database = await createTestDatabase();
  return { address: { kind: 'postgres', url: database.url }, databaseUrl: database.url, close: () => database.drop() };
});
