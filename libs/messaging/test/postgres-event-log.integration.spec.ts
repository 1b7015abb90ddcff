import { createTestDatabase } from '@widecast/testing';
import { describeEventLog } from './event-log.contract.ts';
import { StoppablePostgres } from './support/stoppable-postgres.ts';

const [database, server] = await Promise.all([createTestDatabase(), StoppablePostgres.start()]);

describeEventLog('the event log in PostgreSQL', {
  address: { kind: 'postgres', url: database.url },
  databaseUrl: database.url,
  outages: [
    {
      what: 'PostgreSQL',
      // Longer than a session, and than the longest pause of a relay.
      seconds: 8,
      address: { kind: 'postgres', url: server.url },
      databaseUrl: server.url,
      takeAway: () => server.takeAway(),
      bringBack: () => server.bringBack(),
    },
  ],
  close: async () => {
    await Promise.all([database.drop(), server.close()]);
  },
});
