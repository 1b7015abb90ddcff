import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { createTestDatabase, waitUntil, type TestDatabase } from '@widecast/testing';
import { inConsumerSpan } from '../src/nest/consumer-span.ts';
import { World } from './support/world.ts';

describe('a trace', () => {
  const exporter = new InMemorySpanExporter();
  let database: TestDatabase;
  let world: World;

  beforeAll(async () => {
    new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
    database = await createTestDatabase();
    world = await World.open({ address: { kind: 'postgres', url: database.url }, databaseUrl: database.url });
  });

  afterAll(async () => {
    await world.close();
    await database.drop();
    for (const api of [trace, context, propagation]) api.disable();
  });

  const spansOf = (name: string): ReadableSpan[] => exporter.getFinishedSpans().filter((span) => span.name === name);

  it('goes through the outbox and the log: the span of a batch links to those in which its events were written', async () => {
    const tracer = trace.getTracer('test');
    for (const n of [1, 2]) {
      await tracer.startActiveSpan(`request ${n}`, async (span) => {
        await world.say({ key: 'a', n }, { key: 'a', n: n + 10 });
        span.end();
      });
    }
    await world.say({ key: 'a', n: 3 });

    const work = (): Promise<void> => tracer.startActiveSpan('work', (span) => Promise.resolve(span.end()));
    await world.aConsumer({ handle: (events) => inConsumerSpan(world.topic, events, work) });
    const batchesSoFar = (): ReadableSpan[] => spansOf(`process ${world.topic}`);
    const told = (): number => batchesSoFar().reduce((sum, { attributes }) => sum + Number(attributes['messaging.batch.message_count']), 0);
    await waitUntil(() => told() >= 5, { what: 'the spans of all events' });

    const batches = batchesSoFar();
    const linked = batches.flatMap(({ links }) => links.map((link) => link.context.spanId));
    const written = [...spansOf('request 1'), ...spansOf('request 2')].map((span) => span.spanContext().spanId);
    expect(new Set(linked)).toEqual(new Set(written));
    expect(told()).toBe(5);
    expect(spansOf('work').every(({ parentSpanContext }) => batches.some((batch) => batch.spanContext().spanId === parentSpanContext?.spanId))).toBe(true);
  });

  it('tells that the work failed, without the words of the error', async () => {
    await expect(inConsumerSpan('tester.failed.v1', [], () => Promise.reject(new TypeError('secret')))).rejects.toThrow('secret');

    expect(spansOf('process tester.failed.v1')[0]?.status).toEqual({ code: 2, message: 'TypeError' });
  });
});
