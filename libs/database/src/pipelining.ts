import type { Duplex } from 'node:stream';
import type { PoolClient } from 'pg';
import type { QueryRunner } from 'typeorm';

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

/** A statement that is sent without waiting for those before. Where it fails, whoever waits for it hears of it. */
export async function sent<Result>(client: PoolClient, statement: () => Promise<Result>): Promise<Result> {
  holdBriefly(client.connection.stream);
  return await statement();
}

/** What a transaction has sent whose answer it does not wait for before its end. */
export class Posted {
  private readonly all: Promise<unknown>[] = [];

  add(answer: Promise<unknown>): void {
    answer.catch(() => undefined);
    this.all.push(answer);
  }

  async answered(): Promise<void> {
    await Promise.all(this.all);
  }

  /** The first error of them: what failed after it says only that the transaction is aborted. */
  async firstError(): Promise<unknown> {
    const answers = await Promise.allSettled(this.all);
    return answers.find((each) => each.status === 'rejected')?.reason;
  }
}

interface Pipeline {
  readonly runner: QueryRunner;
  readonly client: PoolClient;
  readonly posted: Posted;
}

/**
 * Does the work in a transaction while the connection sends statements without waiting for those before; the beginning leaves with the first
 * of them, the commit with the last. All have been answered when it ends.
 */
export async function pipelined<Result>({ runner, client, posted }: Pipeline, work: () => Promise<Result>): Promise<Result> {
  const say = (command: string): Promise<unknown> => sent(client, () => client.query(command));
  const isOpen = (is: boolean): void => void Object.assign(runner, { isTransactionActive: is, transactionDepth: is ? 1 : 0 });
  Object.assign(client, { pipeline: true });
  isOpen(true);
  posted.add(say('START TRANSACTION'));
  try {
    const result = await work();
    posted.add(say('COMMIT'));
    await posted.answered();
    return result;
  } catch (error) {
    // What was sent beside the statement that failed is answered before this.
    await say('ROLLBACK').catch(() => undefined);
    throw (await posted.firstError()) ?? error;
  } finally {
    isOpen(false);
    Object.assign(client, { pipeline: false });
  }
}
