import { isDatabaseUnavailable, isSerializationFailure } from '@widecast/database';
import { ContractViolation, Retryable } from '../errors.ts';

/**
 * The three names of an error, and one state of the world: `unavailable` is a retryable error whose cause is that the
 * infrastructure is gone, so it is retried for as long as that lasts and uses up no attempts.
 */
export type Failure = 'contract-violation' | 'retryable' | 'unavailable' | 'defect';

/** The session was ended because its process stood still inside a transaction for too long. */
const CUT_OFF = '25P03';

export function failureOf(error: unknown): Failure {
  if (error instanceof ContractViolation) return 'contract-violation';
  if (isDatabaseUnavailable(error) || (error as { code?: unknown } | null)?.code === CUT_OFF) return 'unavailable';
  if (error instanceof Retryable || isSerializationFailure(error)) return 'retryable';
  return 'defect';
}

export interface RetryPolicy {
  /** Attempts in all before a record goes to the dead letters. */
  readonly attempts: number;
  /** The pause before the second attempt, in ms; doubles with each, ± 20 %. */
  readonly firstPause: number;
  readonly longestPause: number;
}

/** Two minutes in all: what a dependency needs to be started again. */
export const DEFAULT_RETRY: RetryPolicy = { attempts: 14, firstPause: 250, longestPause: 15_000 };

/** The pause after the given number of attempts, in ms. `random` is in [0, 1). */
export function pauseAfter(attempts: number, { firstPause, longestPause }: RetryPolicy, random = Math.random()): number {
  const pause = Math.min(firstPause * 2 ** (attempts - 1), longestPause);
  return Math.round(pause * (0.8 + 0.4 * random));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
