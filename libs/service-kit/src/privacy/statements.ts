import type { Queryable, Transaction } from '@widecast/database';
import type { PersonalRecords } from './personal-data.ts';

/** SQL by what it is about; every statement has the same parameters. */
type Statements = Readonly<Record<string, string>>;

/** What each statement finds. */
export async function collectBy(db: Queryable, statements: Statements, parameters: readonly unknown[]): Promise<PersonalRecords> {
  const entries = Object.entries(statements).map(async ([what, statement]) => [what, await db.query(statement, [...parameters])] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** How many rows each statement gives back, one after the other. */
export async function eraseBy(tx: Transaction, statements: Statements, parameters: readonly unknown[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [what, statement] of Object.entries(statements)) counts[what] = (await tx.query(statement, [...parameters])).length;
  return counts;
}
