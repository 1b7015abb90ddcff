import type { Duplex } from 'node:stream';
import type { PoolClient } from 'pg';

const held = new WeakSet<Duplex>();

/** What is written before the event loop goes on leaves together. */
export function holdBriefly(stream: Duplex): void {
  if (held.has(stream)) return;
  held.add(stream);
  stream.cork();
  process.nextTick(() => {
    held.delete(stream);
    stream.uncork();
  });
}

/** Does the work while the connection sends statements without waiting for those before; all have been answered when it ends. */
export async function pipelined<Result>(client: PoolClient, work: () => Promise<Result>): Promise<Result> {
  Object.assign(client, { pipeline: true });
  try {
    return await work();
  } catch (error) {
    // What was sent beside the statement that failed is answered before this.
    await client.query('SELECT 1').catch(() => undefined);
    throw error;
  } finally {
    Object.assign(client, { pipeline: false });
  }
}
