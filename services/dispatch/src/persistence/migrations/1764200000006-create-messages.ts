import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Single transactional messages, by whom they were asked for; their deliveries are in the ledger. */
export class CreateMessages1764200000006 implements MigrationInterface {
  readonly name = 'CreateMessages1764200000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE messages (
        id              uuid        PRIMARY KEY,
        idempotency_key text        NOT NULL CONSTRAINT messages_idempotency_key UNIQUE,
        digest          bytea       NOT NULL,
        template_id     uuid        NOT NULL,
        contact_id      uuid        NOT NULL,
        email           text,
        fields          jsonb,
        source_id       uuid        NOT NULL,
        expires_at      timestamptz,
        look_at         timestamptz,
        actor_id        text        NOT NULL,
        actor_name      text        NOT NULL,
        created_at      timestamptz NOT NULL DEFAULT now()
      )
    `);
    // Only those whose time to live has not been looked at.
    await runner.query('CREATE INDEX messages_look_at ON messages (look_at) WHERE look_at IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE messages');
  }
}
