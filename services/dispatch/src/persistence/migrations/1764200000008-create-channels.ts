import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Providers behind webhooks. */
export class CreateChannels1764200000008 implements MigrationInterface {
  readonly name = 'CreateChannels1764200000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE channels (
        id            uuid        PRIMARY KEY,
        name          text        NOT NULL CONSTRAINT channels_name UNIQUE,
        url           text        NOT NULL,
        secret        text        NOT NULL,
        address_field text        NOT NULL,
        fault         text,
        fault_at      timestamptz,
        created_at    timestamptz NOT NULL DEFAULT now()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE channels');
  }
}
