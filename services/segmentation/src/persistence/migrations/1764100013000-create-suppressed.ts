import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom dispatch sends no promotions to. */
export class CreateSuppressed1764100013000 implements MigrationInterface {
  readonly name = 'CreateSuppressed1764100013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE suppressed_addresses (email text PRIMARY KEY, reason text, version int NOT NULL)');
    await runner.query('CREATE TABLE suppressed_contacts (contact_id uuid PRIMARY KEY, reason text, version int NOT NULL)');
    await runner.query(`COMMENT ON COLUMN suppressed_addresses.reason IS 'NULL: it was lifted, which older news must not undo'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE suppressed_contacts, suppressed_addresses');
  }
}
