import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBrandsAndTemplates1764200000000 implements MigrationInterface {
  readonly name = 'CreateBrandsAndTemplates1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE brands (
        id             uuid        PRIMARY KEY,
        name           text        NOT NULL CONSTRAINT brands_name UNIQUE,
        legal_name     text        NOT NULL,
        postal_address text        NOT NULL,
        from_name      text        NOT NULL,
        from_address   text        NOT NULL,
        reply_to       text,
        time_zone      text        NOT NULL DEFAULT 'UTC',
        zone_field     text,
        quiet_hours    jsonb,
        tracking       text        NOT NULL DEFAULT 'consented' CHECK (tracking IN ('off', 'consented', 'unless_refused')),
        created_at     timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`
      CREATE TABLE templates (
        id         uuid        PRIMARY KEY,
        name       text        NOT NULL,
        kind       text        NOT NULL CHECK (kind IN ('promotion', 'transactional')),
        brand_id   uuid        NOT NULL REFERENCES brands,
        subject    text        NOT NULL,
        html       text        NOT NULL,
        text       text        NOT NULL,
        mjml       text,
        language   text        NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ru')),
        missing_fields text    NOT NULL DEFAULT 'empty' CHECK (missing_fields IN ('empty', 'skip', 'refuse')),
        needed_fields  text[]  NOT NULL DEFAULT '{}',
        advertising    jsonb,
        fields     text[]      NOT NULL,
        used_at    timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE templates, brands');
  }
}
