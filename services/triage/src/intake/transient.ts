import { isDatabaseUnavailable, isSerializationFailure } from '@widecast/database';
import { ParserNotStarted } from '../mail/mail-parser.ts';

/** A lock or a statement took too long, or the database was a standby for a moment. */
const PASSING = new Set(['55P03', '57014', '25006', '25P03', '25P04']);

/** Whether the same mail may be taken when it comes again: nothing is wrong with the mail itself. */
export function isTransient(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return isDatabaseUnavailable(error) || isSerializationFailure(error) || error instanceof ParserNotStarted || (typeof code === 'string' && PASSING.has(code));
}
