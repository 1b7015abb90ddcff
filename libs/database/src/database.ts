import type { PoolClient, QueryResultRow } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isSerializationFailure } from './database-errors.ts';
import { holdBriefly, pipelined } from './pipelining.ts';
import { statementOf } from './prepared.ts';

/** Runs one SQL statement and gives its rows. */
export interface Queryable {
  query<Row extends QueryResultRow = QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** An open transaction. It is never held over a network call. */
export interface Transaction extends Queryable {
  /** For TypeORM entities inside this transaction. */
  readonly manager: EntityManager;
  /** The connection itself, for COPY. */
  readonly client: PoolClient;
  /** Runs once the transaction is committed; never when it is rolled back. */
  afterCommit(hook: () => void): void;
}

const ATTEMPTS = 4;

/** One service's database: raw SQL for bulk and hot paths, TypeORM through `dataSource` and `manager`. */
export class Database implements Queryable {
  readonly dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.dataSource = dataSource;
  }

  async query<Row extends QueryResultRow = QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = await connectionOf(runner);
      return (await client.query<Row>(statementOf(sql, parameters))).rows;
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs the work in a transaction; commits when it returns, rolls back when it throws. Deadlocks and serialization
   * failures are tried again, so the work may run more than once and must change nothing but the database.
   */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isSerializationFailure(error)) throw error;
      }
    }
  }

  /**
   * The same, where statements that are asked for at the same time are sent together and run in the order in which they were asked
   * for: a round trip for all of them. Not for COPY.
   */
  pipelinedTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.transaction((tx) => pipelined(tx.client, () => work(tx)));
  }

  private async attempt<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    const course: Course = { hooks: [], isOver: false };
    try {
      const client = await connectionOf(runner);
      await runner.startTransaction();
      const result = await work(openTransaction(runner, client, course));
      course.isOver = true;
      await runner.commitTransaction();
      for (const hook of course.hooks) hook();
      return result;
    } catch (error) {
      course.isOver = true;
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** Of a transaction. What still goes on beside work that has failed may not write after the roll-back: it would be kept. */
interface Course {
  readonly hooks: (() => void)[];
  isOver: boolean;
}

function openTransaction(runner: QueryRunner, client: PoolClient, course: Course): Transaction {
  return {
    manager: runner.manager,
    client,
    afterCommit: (hook) => course.hooks.push(hook),
    query: async <Row extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []) => {
      if (course.isOver) throw new Error('The transaction is over');
      if (client.pipeline) holdBriefly(client.connection.stream);
      return (await client.query<Row>(statementOf(sql, parameters))).rows;
    },
  };
}

async function connectionOf(runner: QueryRunner): Promise<PoolClient> {
  return (await runner.connect()) as PoolClient;
}
