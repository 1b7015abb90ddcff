import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHandOffs1764100000004 implements MigrationInterface {
  readonly name = 'CreateHandOffs1764100000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE hand_offs (
        account_id uuid        PRIMARY KEY,
        version    int         NOT NULL,
        handed_off boolean     NOT NULL,
        tier       text        NOT NULL,
        confidence real        NOT NULL,
        contacts   int         NOT NULL,
        at         timestamptz NOT NULL,
        key        text,
        name       text
      )
    `);
    await runner.query(`
      CREATE TABLE hand_off_changes (
        account_id        uuid        NOT NULL,
        version           int         NOT NULL,
        tier              text        NOT NULL,
        confidence        real        NOT NULL,
        tier_before       text,
        confidence_before real,
        at                timestamptz NOT NULL,
        PRIMARY KEY (account_id, version)
      )
    `);
    await runner.query(`
      CREATE TABLE upper_contacts (
        contact_id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        version    int  NOT NULL
      )
    `);
    await runner.query(`COMMENT ON TABLE upper_contacts IS 'whoever is or was a contact of an account of the upper tiers, or at the domain of one, with the newest account that was'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE upper_contacts, hand_off_changes, hand_offs');
  }
}
