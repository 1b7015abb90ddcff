import { HttpException } from '@nestjs/common';
import { isDatabaseUnavailable } from '@widecast/database';
import { withoutAddresses } from '../logging/json.logger.ts';
import { DomainError, type ErrorKind, type FieldError } from './domain-error.ts';

/** An error as a client sees it (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 422, 'not-found': 404, conflict: 409, forbidden: 403, unauthenticated: 401, 'too-large': 413, 'too-many': 429, 'unsupported-media': 415, unavailable: 503,
};

const TITLES: Record<number, string> = {
  400: 'Bad request', 401: 'Not authenticated', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed', 409: 'Conflict', 413: 'Too large',
  415: 'Unsupported media type', 422: 'Invalid', 429: 'Too many requests', 500: 'Internal error', 503: 'Unavailable',
};

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

export const problem = (status: number, detail: string, name = 'problem', errors: readonly FieldError[] = []): Problem => ({
  type: name === 'problem' ? 'about:blank' : `urn:widecast:problem:${kebab(name)}`,
  title: TITLES[status] ?? 'Problem',
  status,
  detail,
  ...(errors.length > 0 ? { errors } : {}),
});

/** Turns anything thrown into a problem; what is not known stays inside, without a stack or a cause. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) return problem(STATUS[error.kind], error.message, error.name, error.fields);
  if (error instanceof HttpException) return problem(error.getStatus(), withoutAddresses(error.message), error.name.replace(/Exception$/, ''));
  const parser = bodyParserProblem(error);
  if (parser) return parser;
  if (isDatabaseUnavailable(error)) return problem(503, 'The database does not answer, so the request was not finished. An import may have taken some of its rows: send the same file again. Try again.', 'Unavailable');
  return problem(500, 'Something went wrong here, not in your request. The log has the cause.', 'InternalError');
}

/** body-parser marks its errors with a status and `expose`. */
function bodyParserProblem(error: unknown): Problem | undefined {
  const { status, expose, type, message } = (error ?? {}) as { status?: unknown; expose?: unknown; type?: unknown; message?: unknown };
  if (typeof status !== 'number' || expose !== true) return undefined;
  if (type === 'entity.too.large') return problem(413, 'The body is larger than this endpoint takes; send it in parts.', 'TooLarge');
  if (type === 'entity.parse.failed') return problem(400, `The body is not JSON: ${String(message)}`, 'NotJson');
  return problem(status, String(message));
}
