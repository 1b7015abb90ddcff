import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the attributes of contacts are. */
export class CreateAttributes1764100011000 implements MigrationInterface {
  readonly name = 'CreateAttributes1764100011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attribute_types (
        name     text    PRIMARY KEY,
        type     text    NOT NULL CHECK (type IN ('string', 'number', 'boolean', 'date', 'list')),
        declared boolean NOT NULL
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attribute_types');
  }
}
