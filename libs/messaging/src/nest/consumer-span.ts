import { context, propagation, SpanKind, SpanStatusCode, trace, type Link } from '@opentelemetry/api';
import type { ReceivedEvent } from '../delivery/received-event.ts';

const MOST_LINKS = 32;

/** Runs the work in a span that links to the spans in which the events were written. */
export function inConsumerSpan<Result>(topic: string, events: readonly ReceivedEvent[], work: () => Promise<Result>): Promise<Result> {
  const attributes = { 'messaging.destination.name': topic, 'messaging.batch.message_count': events.length };
  return trace.getTracer('widecast').startActiveSpan(`process ${topic}`, { kind: SpanKind.CONSUMER, attributes, links: linksOf(events) }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}

function linksOf(events: readonly ReceivedEvent[]): Link[] {
  const parents = [...new Set(events.map(({ traceparent }) => traceparent))].filter((traceparent) => traceparent !== undefined);
  return parents.slice(0, MOST_LINKS).flatMap((traceparent) => {
    const written = trace.getSpanContext(propagation.extract(context.active(), { traceparent }));
    return written ? [{ context: written }] : [];
  });
}
