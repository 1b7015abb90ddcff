import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { NextFunction, Request, Response } from 'express';

let isStarted = false;

/**
 * Sends traces to an OTLP endpoint; without one, tracing costs nothing. A process has one sender, that of the first call;
 * its end, which this gives, flushes what all of them made.
 */
export function startTracing(service: string, endpoint: string | undefined): () => Promise<void> {
  if (!endpoint || isStarted) return () => Promise.resolve();
  isStarted = true;
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `widecast-${service}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return async () => {
    isStarted = false;
    for (const api of [trace, context, propagation]) api.disable();
    await provider.shutdown();
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
