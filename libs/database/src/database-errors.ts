const SERIALIZATION = new Set(['40001', '40P01']);

/** SQLSTATE classes 08 (connection), 53 (resources), 57P (shutdown), 58 (system), and what sockets say. */
const UNAVAILABLE_STATE = /^(08|53|57P|58)/;
const UNAVAILABLE_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const UNAVAILABLE_TEXT = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error and is not queryable|Client was closed and is not queryable)/;

const codeOf = (error: unknown): string => {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  return typeof code === 'string' ? code : typeof driverError?.code === 'string' ? driverError.code : '';
};

/** A deadlock or a serialization failure: the same transaction may succeed when it is run again. */
export function isSerializationFailure(error: unknown): boolean {
  return SERIALIZATION.has(codeOf(error));
}

/** The database is gone, shutting down or out of resources; nothing is wrong with what was asked. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (UNAVAILABLE_STATE.test(code) || UNAVAILABLE_CODES.has(code)) return true;
  return error instanceof Error && UNAVAILABLE_TEXT.test(error.message);
}

/** A unique constraint was violated; `constraint` names it where given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const { constraint: violated, driverError } = (error ?? {}) as { constraint?: string; driverError?: { constraint?: string } };
  return codeOf(error) === '23505' && (constraint === undefined || (violated ?? driverError?.constraint) === constraint);
}

/** The statement ran longer than its `statement_timeout`. */
export const isStatementTimeout = (error: unknown): boolean => codeOf(error) === '57014';
