import type { LogRecord, Progress, RecordBatch } from '../log/event-log.ts';
import type { DeadLetters, DeadLetterReason } from './dead-letters.ts';
import { failureOf, messageOf } from './failure.ts';
import type { DeliveryObserver } from './observer.ts';

export interface EndingsParts {
  readonly deadLetters: Pick<DeadLetters, 'add'>;
  readonly observer: DeliveryObserver;
  /** Keeps the stop where operators see it. */
  readonly stop: (batch: RecordBatch, record: LogRecord, error: unknown) => Promise<void>;
}

/** What is done with a record that cannot be handled. Throws what passes: a store that is gone. */
export class Endings {
  constructor(private readonly parts: EndingsParts) {}

  /** Gives a stop where the record cannot be kept in the dead letters and time will not mend that. */
  async bury(batch: RecordBatch, record: LogRecord, reason: DeadLetterReason, error: unknown): Promise<Progress | undefined> {
    const { topic, partition } = batch;
    try {
      const isNew = await this.parts.deadLetters.add({ topic, partition, record, reason, error: messageOf(error) });
      if (isNew) this.parts.observer.deadLettered(topic, reason);
      return undefined;
    } catch (cause) {
      if (failureOf(cause) !== 'defect') throw cause;
      return this.stop(batch, record, new Error(`It cannot be kept in the dead letters (${messageOf(cause)}), where it belongs for: ${messageOf(error)}`));
    }
  }

  async stop(batch: RecordBatch, record: LogRecord, error: unknown): Promise<Progress> {
    await this.parts.stop(batch, record, error);
    this.parts.observer.stopped(batch.topic, batch.partition, record.offset, error);
    return { next: record.offset, rest: 'stopped' };
  }
}
