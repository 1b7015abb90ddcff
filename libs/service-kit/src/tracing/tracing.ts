import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { NextFunction, Request, Response } from 'express';

let isStarted = false;

/**
 * Sends traces to an OTLP endpoint; without one, tracing costs nothing. A process has one sender, that of the first call;
 * its end, which this gives, flushes what all of them made.
 */
export async function startTracing(service: string, endpoint: string | undefined): Promise<() => Promise<void>> {
  if (!endpoint || isStarted) return () => Promise.resolve();
  isStarted = true;
  const { exportSpans } = await import('./exporter.ts');
  const end = exportSpans(service, endpoint);
  return async () => {
    isStarted = false;
    for (const api of [trace, context, propagation]) api.disable();
    await end();
  };
}

/** A span around each request, a child of what the caller's `traceparent` names. */
export function traceRequests(service: string): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const parent = propagation.extract(context.active(), request.headers);
    const span = trace.getTracer('widecast').startSpan(`${request.method} ${service}`, { kind: SpanKind.SERVER, attributes: { 'widecast.service': service } }, parent);
    response.on('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    context.with(trace.setSpan(parent, span), next);
  };
}
