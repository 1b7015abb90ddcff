import { randomBytes } from 'node:crypto';
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
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Headers of a new record of this topic; the current trace goes along as `traceparent` (W3C Trace Context). */
export function envelopeOf(topic: string, producer: string): Record<string, string> {
  const version = topic.slice(topic.lastIndexOf('.v') + 2);
  const headers: Record<string, string> = { id: uuidv7(), type: topic, version, time: new Date().toISOString(), producer };
  propagation.inject(context.active(), headers);
  return headers;
}
