import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the last fence looks at: what is known of contacts, who is held, who is suppressed, who has left a funnel. */
export class CreateFences1764200000003 implements MigrationInterface {
  readonly name = 'CreateFences1764200000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contact_facts (
        contact_id          uuid    PRIMARY KEY,
        version             int     NOT NULL,
        has_address         boolean NOT NULL,
        tier_obstacle       text,
        advertising_consent boolean NOT NULL,
        tracking_consent    boolean
      )
    `);
    await runner.query('CREATE INDEX contact_facts_tracking ON contact_facts (contact_id) INCLUDE (tracking_consent) WHERE tracking_consent IS NOT NULL');
    await runner.query(`
      CREATE TABLE holds (
        contact_id uuid    PRIMARY KEY,
        version    int     NOT NULL,
        held       boolean NOT NULL
      )
    `);
    await runner.query(`
      CREATE TABLE suppressions (
        id         uuid        PRIMARY KEY,
        email      text        CONSTRAINT suppressions_email UNIQUE,
        contact_id uuid        CONSTRAINT suppressions_contact UNIQUE,
        reason     text        NOT NULL,
        used_email text,
        withdrawn  int,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK (email IS NOT NULL OR contact_id IS NOT NULL)
      )
    `);
    await runner.query('CREATE SEQUENCE suppression_versions');
    await runner.query('CREATE INDEX suppressions_used_email ON suppressions (used_email)');
    await runner.query(`
      CREATE TABLE funnel_exits (
        funnel_id  uuid NOT NULL,
        contact_id uuid NOT NULL,
        PRIMARY KEY (contact_id, funnel_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE funnel_exits, suppressions, holds, contact_facts');
    await runner.query('DROP SEQUENCE suppression_versions');
  }
}
