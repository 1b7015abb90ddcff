import { Logger } from '@nestjs/common';
import type { DeliveryObserver } from '@widecast/messaging';
import { counter, histogram } from './metrics.ts';

const handled = counter({ name: 'widecast_events_handled_total', help: 'Events that a handler has done.', labels: ['service', 'topic'] });
const failed = counter({ name: 'widecast_event_failures_total', help: 'Failed attempts to handle events.', labels: ['service', 'topic', 'failure'] });
const buried = counter({ name: 'widecast_dead_letters_total', help: 'Records that went to the dead letters.', labels: ['service', 'topic', 'reason'] });
const stopped = counter({ name: 'widecast_partitions_stopped_total', help: 'Partitions that stopped at a defect.', labels: ['service', 'topic'] });
const seconds = histogram(
  { name: 'widecast_event_batch_seconds', help: 'Time a handler took for a batch.', labels: ['service', 'topic'] },
  [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
);

/** Counts what happens in a consumer and logs each failure once. */
export function observeDelivery(service: string): DeliveryObserver {
  const logger = new Logger('events');
  return {
    handled: (topic, records, took) => {
      handled.inc({ service, topic }, records);
      seconds.observe({ service, topic }, took);
    },
    failed: (topic, partition, failure, error) => {
      failed.inc({ service, topic, failure });
      logger.warn({ msg: 'events could not be handled', topic, partition, failure, error });
    },
    deadLettered: (topic, reason) => buried.inc({ service, topic, reason }),
    stopped: (topic, partition, offset, error) => {
      stopped.inc({ service, topic });
      const stack = error instanceof Error ? error.stack : undefined;
      logger.error({ msg: 'a partition stopped: mend the cause, then resume or skip it', topic, partition, offset: offset.toString(), error, stack });
    },
  };
}
