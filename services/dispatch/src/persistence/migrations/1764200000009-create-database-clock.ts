import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How late it was when somebody last looked: where it is earlier now, the clock was set back. */
export class CreateDatabaseClock1764200000009 implements MigrationInterface {
  readonly name = 'CreateDatabaseClock1764200000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE database_clock (one boolean PRIMARY KEY DEFAULT true CHECK (one), seen_at timestamptz NOT NULL) WITH (fillfactor = 50)');
    await runner.query('INSERT INTO database_clock (seen_at) VALUES (clock_timestamp())');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE database_clock');
  }
}
