import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ContractViolation, Retryable } from '../errors.ts';
import type { LogRecord, RecordBatch } from '../log/event-log.ts';
import type { Undeliverable } from './dead-letters.ts';
import { Delivery } from './delivery.ts';
import type { ReceivedEvent } from './received-event.ts';

const TOPIC = 'tester.noted.v1';
const contract = { topic: TOPIC, retention: { kind: 'state' } as const, schema: z.object({ n: z.int() }), keyOf: () => 'a' };

const record = (offset: number, value = `{"n":${offset}}`): LogRecord => ({
  topic: TOPIC, key: 'a', value, offset: BigInt(offset), headers: { id: `id ${offset}` },
});
const batchOf = (...records: readonly LogRecord[]): RecordBatch => ({ topic: TOPIC, partition: 0, records });
const numbers = (count: number, from = 0): LogRecord[] => Array.from({ length: count }, (_, index) => record(from + index));
const UNSTORABLE = 'unstorable';
const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** A delivery to a handler that fails as told, given the numbers of a call. */
function aDelivery(fail: (call: readonly number[], attempt: number) => unknown = () => undefined, batch = 100) {
  const calls: number[][] = [];
  const buried: Undeliverable[] = [];
  const stopped: bigint[] = [];
  const handle = (events: readonly ReceivedEvent[]): Promise<void> => {
    const call = events.map(({ payload }) => (payload as { n: number }).n);
    calls.push(call);
    const error = fail(call, calls.length);
    return error === undefined ? Promise.resolve() : Promise.reject(error);
  };
  const delivery = new Delivery({
    handlers: new Map([[TOPIC, { contract, batch, lanes: 1, handle }]]),
    deadLetters: { add: (letter) => (letter.record.key === UNSTORABLE ? Promise.reject(new TypeError('not storable')) : Promise.resolve(buried.push(letter) > 0)) },
    retry: { attempts: 3, firstPause: 100, longestPause: 1000 },
    observer: { handled: () => {}, failed: () => {}, deadLettered: () => {}, stopped: () => {} },
    stop: (_batch, { offset }) => Promise.resolve(void stopped.push(offset)),
  });
  return { deliver: delivery.deliver, calls, buried, stopped };
}

describe('the delivery of a batch', () => {
  it('gives the handler as many events at a time as it asked for', async () => {
    const { deliver, calls } = aDelivery(undefined, 4);

    expect(await deliver(batchOf(...numbers(10)))).toEqual({ next: 10n });
    expect(calls.map(({ length }) => length)).toEqual([4, 4, 2]);
  });

  it('buries what is not JSON or breaks the contract, and hands out the rest', async () => {
    const { deliver, calls, buried } = aDelivery();

    const progress = await deliver(batchOf(record(0), record(1, 'not JSON'), record(2, '{"n":"two"}'), record(3)));

    expect(progress).toEqual({ next: 4n });
    expect(calls).toEqual([[0, 3]]);
    expect(buried.map(({ record: { offset }, reason }) => [offset, reason])).toEqual([[1n, 'contract-violation'], [2n, 'contract-violation']]);
  });

  it('rests after a retryable failure, each time longer, and buries the culprit alone in the end', async () => {
    const { deliver, buried } = aDelivery((call) => (call.includes(1) ? new Retryable('busy') : undefined));
    const batch = batchOf(...numbers(3));

    const [first, second, third] = [await deliver(batch), await deliver(batch), await deliver(batch)];

    expect([first.next, second.next, third]).toEqual([0n, 0n, { next: 3n }]);
    expect(Number(second.rest)).toBeGreaterThan(Number(first.rest));
    expect(buried.map(({ record: { offset }, reason }) => [offset, reason])).toEqual([[1n, 'retries-exhausted']]);
  });

  it('goes on with the rest of the batch after a culprit in its first part', async () => {
    const { deliver, calls } = aDelivery((call) => (call.includes(1) ? new ContractViolation([]) : undefined), 2);

    expect(await deliver(batchOf(...numbers(6)))).toEqual({ next: 6n });
    expect(calls).toEqual([[0, 1], [0], [1], [2, 3], [4, 5]]);
  });

  it('stops at the record that shows a defect, having handled those before it', async () => {
    const { deliver, stopped, buried } = aDelivery((call) => (call.includes(2) ? new TypeError('undefined') : undefined));

    expect(await deliver(batchOf(...numbers(5)))).toEqual({ next: 2n, rest: 'stopped' });
    expect([stopped, buried]).toEqual([[2n], []]);
  });

  it('waits for a database that is gone for as long as it takes, using up no attempts', async () => {
    const { deliver, buried } = aDelivery((_call, attempt) => (attempt <= 20 ? gone : attempt <= 22 ? new Retryable('busy') : undefined));
    const batch = batchOf(...numbers(2));

    for (let attempt = 1; attempt <= 22; attempt += 1) expect((await deliver(batch)).next).toBe(0n);

    expect(await deliver(batch)).toEqual({ next: 2n });
    expect(buried).toEqual([]);
  });

  it('commits nothing that it could not write into the dead letters', async () => {
    const { calls } = aDelivery();
    const failed: unknown[] = [];
    const delivery = new Delivery({
      handlers: new Map([[TOPIC, { contract, batch: 10, lanes: 1, handle: async () => undefined }]]),
      deadLetters: { add: () => Promise.reject(gone) },
      retry: { attempts: 3, firstPause: 100, longestPause: 1000 },
      observer: { handled: () => {}, failed: (...what) => failed.push(what), deadLettered: () => {}, stopped: () => {} },
      stop: () => Promise.resolve(),
    });

    expect(await delivery.deliver(batchOf(record(7, 'not JSON')))).toEqual({ next: 7n, rest: 1000 });
    expect([calls, failed.length]).toEqual([[], 1]);
  });

  it('stops at a record that can be kept nowhere, having handled those before it', async () => {
    const { deliver, calls, stopped } = aDelivery();
    const unstorable = { ...record(2, 'not JSON'), key: UNSTORABLE };

    expect(await deliver(batchOf(record(0), record(1), unstorable, record(3)))).toEqual({ next: 2n, rest: 'stopped' });
    expect([calls, stopped]).toEqual([[[0, 1]], [2n]]);
  });

  it('passes over a key that was removed from a state topic', async () => {
    const { deliver, calls, buried } = aDelivery();

    expect(await deliver(batchOf(record(0), { ...record(1), value: null }, record(2)))).toEqual({ next: 3n });
    expect([calls, buried]).toEqual([[[0, 2]], []]);
  });
});
