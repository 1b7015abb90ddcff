import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRatings1764100000006 implements MigrationInterface {
  readonly name = 'CreateRatings1764100000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ticket_ratings (
        ticket_id uuid        PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
        good      boolean     NOT NULL,
        by_rule   boolean     NOT NULL,
        rated_at  timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query('CREATE INDEX ticket_ratings_at ON ticket_ratings (rated_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ticket_ratings');
  }
}
