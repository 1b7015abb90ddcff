import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contacts of whom nothing is counted any more that comes late. */
export class CreateErasedContacts1764100000008 implements MigrationInterface {
  readonly name = 'CreateErasedContacts1764100000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE erased_contacts (contact_id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erased_contacts');
  }
}
