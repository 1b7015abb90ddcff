/** Ends the command with its message, one line, and a status that is not zero. */
export class Failure extends Error {}

export const reasonOf = (error: unknown): string => {
  const { message, cause, code } = (error ?? {}) as { message?: string; cause?: unknown; code?: string };
  const inner = cause instanceof Error ? reasonOf(cause) : '';
  return inner || message || code || String(error);
};
