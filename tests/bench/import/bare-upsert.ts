import { copyInto, createDataSource, Database, type Transaction } from '@widecast/database';
import { customerRows } from './customer-file.ts';

const BATCH = 5000;

/** What the database does where nothing is around it: COPY and INSERT … ON CONFLICT of the same rows into one table, by the same driver. */
export class BareUpsert {
  private constructor(private readonly database: Database) {}

  static async open(url: string): Promise<BareUpsert> {
    const dataSource = createDataSource({ url, schema: 'public', entities: [], migrations: [], poolSize: 1 });
    await dataSource.initialize();
    const bare = new BareUpsert(new Database(dataSource));
    await bare.database.query(
      'CREATE TABLE bare_contacts (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email text NOT NULL UNIQUE, name text, attributes jsonb NOT NULL)',
    );
    return bare;
  }

  /** Rows a second. */
  async write(contacts: number): Promise<number> {
    const begun = performance.now();
    let batch: string[] = [];
    for (const row of customerRows(contacts)) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      await this.save(batch);
      batch = [];
    }
    await this.save(batch);
    return contacts / ((performance.now() - begun) / 1000);
  }

  async close(): Promise<void> {
    await this.database.query('DROP TABLE bare_contacts');
    await this.database.dataSource.destroy();
  }

  private save(rows: readonly string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      await stage(tx, rows);
      await tx.query(
        `INSERT INTO bare_contacts AS b (email, name, attributes) SELECT email, name, attributes FROM staged_rows
         ON CONFLICT (email) DO UPDATE SET name = excluded.name, attributes = b.attributes || excluded.attributes`,
      );
    });
  }
}

async function stage(tx: Transaction, rows: readonly string[]): Promise<void> {
  await tx.query('CREATE TEMPORARY TABLE IF NOT EXISTS staged_rows (email text, name text, attributes jsonb) ON COMMIT DELETE ROWS');
  await copyInto(tx, 'staged_rows', { email: 'text', name: 'text', attributes: 'jsonb' }, rows.map((row) => {
    const [email = '', name = '', ...cells] = row.trimEnd().split(',');
    return [email, name, Object.fromEntries(cells.map((cell, index) => [`c${index}`, cell]))];
  }));
}
