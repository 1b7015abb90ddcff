import type { DeadLetterReason } from './dead-letters.ts';
import type { Failure } from './failure.ts';

/** What there is to see of a consumer; the service kit turns it into logs and metrics. */
export interface DeliveryObserver {
  handled(topic: string, records: number, seconds: number): void;
  failed(topic: string, partition: number, failure: Failure, error: unknown): void;
  deadLettered(topic: string, reason: DeadLetterReason): void;
  stopped(topic: string, partition: number, offset: bigint, error: unknown): void;
}

export const SILENT: DeliveryObserver = { handled: () => {}, failed: () => {}, deadLettered: () => {}, stopped: () => {} };
