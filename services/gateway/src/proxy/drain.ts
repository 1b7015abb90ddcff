import type { IncomingMessage } from 'node:http';

const LONGEST = 10_000;

/**
 * Reads the rest of a refused request into nothing for a while: a client that is still sending would otherwise lose the
 * answer to a reset connection. Then the connection ends.
 */
export function drain(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
  const late = setTimeout(() => request.socket.destroy(), LONGEST).unref();
  request.once('close', () => clearTimeout(late)).once('end', () => clearTimeout(late));
}
