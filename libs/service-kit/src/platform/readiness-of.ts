import type { Database } from '@widecast/database';
import type { EventLog, GroupConsumer } from '@widecast/messaging';
import { Readiness } from '../health/health.ts';

/**
 * A service is ready while its database answers. It is degraded without the log, whose events wait in the outbox, before its
 * group lets it in, and with a stopped partition.
 */
export function readinessOf(database: Database, log: EventLog, consumer: GroupConsumer): Readiness {
  const readiness = new Readiness();
  readiness.add('database', async () => {
    await database.query('SELECT 1');
    return 'ok';
  });
  readiness.add('event log', async () => {
    return await log.ping().then(() => 'ok' as const, (error: unknown) => ({ degraded: `does not answer: ${error instanceof Error ? error.message : String(error)}` }));
  });
  readiness.add('consumers', async () => {
    if (!consumer.hasJoined) return { degraded: 'wait to join their group' };
    const stopped = await consumer.stoppedPartitions.list();
    if (stopped.length === 0) return 'ok';
    return { degraded: `stopped at a defect: ${stopped.map(({ topic, partition, offset }) => `${topic}/${partition}@${offset}`).join(', ')}` };
  });
  return readiness;
}
