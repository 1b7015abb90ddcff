import { randomUUID } from 'node:crypto';
import { context, propagation } from '@opentelemetry/api';

/** What every record says about itself, beside its plain facts. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly version: string;
  /** When it was written, ISO 8601. */
  readonly time: string;
  readonly producer: string;
}

/** A UUID of version 7: time-ordered, so that indexes on it stay dense (RFC 9562 §5.7). */
export function uuidv7(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  // Node keeps random bytes for its own UUIDs in store; they are taken over from behind the version.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Headers of a new record of this topic; the current trace goes along as `traceparent` (W3C Trace Context). */
export function envelopeOf(topic: string, producer: string): Record<string, string> {
  const version = topic.slice(topic.lastIndexOf('.v') + 2);
  const headers: Record<string, string> = { id: uuidv7(), type: topic, version, time: new Date().toISOString(), producer };
  propagation.inject(context.active(), headers);
  return headers;
}
