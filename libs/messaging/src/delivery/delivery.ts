import type { LogRecord, Progress, RecordBatch } from '../log/event-log.ts';
import { ContractViolation } from '../errors.ts';
import { Attempts } from './attempts.ts';
import { Endings, type EndingsParts } from './endings.ts';
import { lanesOf, type EventHandler } from './event-handler.ts';
import { failureOf, pauseAfter, type RetryPolicy } from './failure.ts';
import { parseRecord, type ReceivedEvent } from './received-event.ts';

export interface DeliveryParts extends EndingsParts {
  readonly handlers: ReadonlyMap<string, EventHandler>;
  readonly retry: RetryPolicy;
}

interface Parsed {
  readonly record: LogRecord;
  readonly event: ReceivedEvent;
}

interface Chunk {
  readonly batch: RecordBatch;
  readonly handler: EventHandler;
  readonly records: readonly LogRecord[];
  readonly first: bigint;
}

const STORE_IS_GONE = 1000;
const LONGEST_OUTAGE_PAUSE = 5000;

/** Gives the records of a batch to their handler and decides what becomes of those that fail. The same on every log. */
export class Delivery {
  private readonly attempts = new Attempts();
  private readonly endings: Endings;

  constructor(private readonly parts: DeliveryParts) {
    this.endings = new Endings(parts);
  }

  readonly deliver = async (batch: RecordBatch): Promise<Progress> => {
    const handler = this.parts.handlers.get(batch.topic);
    if (!handler) throw new Error(`No handler for ${batch.topic}`);
    let next = batch.records[0]?.offset ?? 0n;
    try {
      for (const records of chunksOf(batch.records, handler.batch)) {
        const halted = await this.chunk({ batch, handler, records, first: next });
        if (halted) return halted;
        next = (records.at(-1)?.offset ?? next) + 1n;
      }
      return { next };
    } catch (error) {
      // A dead letter or a stop could not be written down: nothing is committed until it can.
      this.parts.observer.failed(batch.topic, batch.partition, failureOf(error), error);
      return { next, rest: STORE_IS_GONE };
    }
  };

  private async chunk(chunk: Chunk): Promise<Progress | undefined> {
    const { parsed, stuck } = await this.parse(chunk);
    try {
      await this.handle(chunk.handler, parsed);
      this.attempts.clear(chunk.batch);
    } catch (error) {
      return (await this.recover(chunk, parsed, error)) ?? stuck;
    }
    return stuck;
  }

  /** Gives the events as far as a record that can neither be parsed nor be kept in the dead letters. */
  private async parse({ batch, handler, records }: Chunk): Promise<{ parsed: Parsed[]; stuck?: Progress }> {
    const parsed: Parsed[] = [];
    for (const record of records) {
      if (isRemoval(handler, record)) continue;
      try {
        parsed.push({ record, event: parseRecord(handler.contract, record) });
      } catch (error) {
        if (!(error instanceof ContractViolation)) throw error;
        const stuck = await this.endings.bury(batch, record, 'contract-violation', error);
        if (stuck) return { parsed, stuck };
      }
    }
    return { parsed };
  }

  private async handle(handler: EventHandler, parsed: readonly Parsed[]): Promise<void> {
    if (parsed.length === 0) return;
    const begun = performance.now();
    const lanes = lanesOf(parsed.map(({ event }) => event), handler.lanes);
    const settled = await Promise.allSettled(lanes.map((events) => handler.handle(events)));
    const failed = settled.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    this.parts.observer.handled(handler.contract.topic, parsed.length, (performance.now() - begun) / 1000);
  }

  private async recover({ batch, handler, first }: Chunk, parsed: readonly Parsed[], error: unknown): Promise<Progress | undefined> {
    const failure = failureOf(error);
    this.parts.observer.failed(batch.topic, batch.partition, failure, error);
    if (failure === 'unavailable') return this.waitOutOutage(batch, first);
    const exhausted = failure === 'retryable' && this.attempts.of(batch, first) + 1 >= this.parts.retry.attempts;
    if (failure === 'retryable' && !exhausted) return this.wait(batch, first);
    return this.isolate(batch, handler, parsed, exhausted);
  }

  /** Gives the records one by one, so that those that can be handled are, and the culprit is known. */
  private async isolate(batch: RecordBatch, handler: EventHandler, parsed: readonly Parsed[], exhausted: boolean): Promise<Progress | undefined> {
    for (const single of parsed) {
      try {
        await this.handle(handler, [single]);
      } catch (error) {
        const halted = await this.judge(batch, single.record, error, exhausted);
        if (halted) return halted;
      }
    }
    this.attempts.clear(batch);
    return undefined;
  }

  private async judge(batch: RecordBatch, record: LogRecord, error: unknown, exhausted: boolean): Promise<Progress | undefined> {
    const failure = failureOf(error);
    if (failure === 'unavailable') return this.waitOutOutage(batch, record.offset);
    if (failure === 'retryable' && !exhausted) return this.wait(batch, record.offset);
    if (failure === 'defect') return this.endings.stop(batch, record, error);
    return this.endings.bury(batch, record, failure === 'retryable' ? 'retries-exhausted' : 'contract-violation', error);
  }

  private wait(batch: RecordBatch, next: bigint): Progress {
    return { next, rest: pauseAfter(this.attempts.count(batch, next), this.parts.retry) };
  }

  private waitOutOutage(batch: RecordBatch, next: bigint): Progress {
    return { next, rest: Math.min(pauseAfter(this.attempts.excuse(batch, next), this.parts.retry), LONGEST_OUTAGE_PAUSE) };
  }
}

/** A key that was taken away from a state topic; projections learn of what is gone by events of their own. */
const isRemoval = ({ contract }: EventHandler, { value }: LogRecord): boolean => value === null && contract.retention.kind === 'state';

function* chunksOf<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
