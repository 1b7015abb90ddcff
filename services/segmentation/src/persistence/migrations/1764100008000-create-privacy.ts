import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Consents that wait for their confirmation. */
export class CreatePrivacy1764100008000 implements MigrationInterface {
  readonly name = 'CreatePrivacy1764100008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consent_requests (
        id           uuid        PRIMARY KEY,
        contact_id   uuid        NOT NULL,
        purpose      text        NOT NULL,
        wording      text,
        source       text        NOT NULL,
        template_id  uuid        NOT NULL,
        actor        text        NOT NULL,
        asked_at     timestamptz NOT NULL DEFAULT now(),
        expires_at   timestamptz NOT NULL,
        remind_at    timestamptz,
        reminded_at  timestamptz,
        confirmed_at timestamptz
      )
    `);
    await runner.query('CREATE INDEX consent_requests_of_contact ON consent_requests (contact_id)');
    await runner.query('CREATE INDEX consent_requests_to_remind ON consent_requests (remind_at) WHERE reminded_at IS NULL AND confirmed_at IS NULL AND remind_at IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE consent_requests');
  }
}
