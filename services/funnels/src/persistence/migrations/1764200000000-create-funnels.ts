import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFunnels1764200000000 implements MigrationInterface {
  readonly name = 'CreateFunnels1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE funnels (
        id            uuid        PRIMARY KEY,
        name          text        NOT NULL,
        state         text        NOT NULL CONSTRAINT funnels_state CHECK (state IN ('draft', 'active', 'stopped')),
        state_version int         NOT NULL,
        version       int         NOT NULL,
        enrolled_to   uuid,
        created_at    timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`
      CREATE TABLE funnel_versions (
        funnel_id  uuid        NOT NULL REFERENCES funnels (id),
        version    int         NOT NULL,
        definition jsonb       NOT NULL,
        behaviours text[]      NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (funnel_id, version)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE funnel_versions, funnels');
  }
}
