import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isSerializationFailure } from './database-errors.ts';
import { pipelined, Posted, sent } from './pipelining.ts';
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
  /**
   * A statement whose rows nobody needs. A pipelined transaction goes on beside it and is committed when it has run, or ends with its error.
   */
  post(sql: string, parameters?: readonly unknown[]): Promise<void>;
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
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return repeated(() => this.attempt(work));
  }

  /**
   * The same, where statements that are asked for at the same time are sent together and run in the order in which they were asked
   * for: a round trip for all of them. Not for COPY.
   */
  pipelinedTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return repeated(() => this.attemptPipelined(work));
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

  private async attemptPipelined<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    const course: Course & { readonly posted: Posted } = { hooks: [], posted: new Posted(), isOver: false };
    try {
      const client = await connectionOf(runner);
      const result = await pipelined({ runner, client, posted: course.posted }, () =>
        work(openTransaction(runner, client, course)).finally(() => (course.isOver = true)));
      for (const hook of course.hooks) hook();
      return result;
    } finally {
      await runner.release();
    }
  }
}

async function repeated<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let n = 1; ; n += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (n >= ATTEMPTS || !isSerializationFailure(error)) throw error;
    }
  }
}

/** Of a transaction. What still goes on beside work that has failed may not write after the roll-back: it would be kept. */
interface Course {
  readonly hooks: (() => void)[];
  /** Where statements are pipelined. */
  readonly posted?: Posted;
  isOver: boolean;
}

function openTransaction(runner: QueryRunner, client: PoolClient, course: Course): Transaction {
  const query = async <Row extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
    if (course.isOver) throw new Error('The transaction is over');
    const ask = (): Promise<QueryResult<Row>> => client.query<Row>(statementOf(sql, parameters));
    return (await (course.posted ? sent(client, ask) : ask())).rows;
  };
  return {
    manager: runner.manager,
    client,
    query,
    post: async (sql, parameters) => {
      const answer = query(sql, parameters);
      if (course.posted) course.posted.add(answer);
      else await answer;
    },
    afterCommit: (hook) => course.hooks.push(hook),
  };
}

async function connectionOf(runner: QueryRunner): Promise<PoolClient> {
  return (await runner.connect()) as PoolClient;
}
