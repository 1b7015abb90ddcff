import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that sign mail, by the domain that it is from; the private halves are sealed. */
export class CreateDkimKeys1764200000014 implements MigrationInterface {
  readonly name = 'CreateDkimKeys1764200000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dkim_keys (
        id           uuid        PRIMARY KEY,
        domain       text        NOT NULL,
        selector     text        NOT NULL,
        algorithm    text        NOT NULL CHECK (algorithm IN ('rsa-sha256', 'ed25519-sha256')),
        record       text        NOT NULL,
        sealed       bytea       NOT NULL,
        state        text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'active', 'retired')),
        dns          text        NOT NULL DEFAULT 'unknown',
        looked_at    timestamptz,
        created_by   text        NOT NULL,
        created_at   timestamptz NOT NULL DEFAULT now(),
        activated_by text,
        activated_at timestamptz,
        retired_at   timestamptz,
        CONSTRAINT dkim_keys_name UNIQUE (domain, selector)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dkim_keys');
  }
}
