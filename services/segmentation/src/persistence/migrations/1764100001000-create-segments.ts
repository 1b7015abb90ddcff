import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules with their live members, and the audiences frozen from them. */
export class CreateSegments1764100001000 implements MigrationInterface {
  readonly name = 'CreateSegments1764100001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE segments (
        id           uuid        PRIMARY KEY,
        name         text        NOT NULL CONSTRAINT segments_name UNIQUE,
        rule         jsonb       NOT NULL,
        dependencies jsonb       NOT NULL,
        revision     bigint      NOT NULL DEFAULT 0,
        rule_version int         NOT NULL DEFAULT 1,
        evaluate_after uuid,
        clock_at     timestamptz NOT NULL DEFAULT now(),
        removed_at   timestamptz,
        created_at   timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`COMMENT ON COLUMN segments.evaluate_after IS 'contacts above this id wait for the full evaluation; NULL: none does'`);
    await runner.query(`
      CREATE TABLE segment_members (
        segment_id uuid NOT NULL,
        contact_id uuid NOT NULL,
        PRIMARY KEY (segment_id, contact_id)
      )
    `);
    await runner.query(`
      CREATE TABLE audiences (
        campaign_id uuid        PRIMARY KEY,
        segment_id  uuid        NOT NULL,
        fields      text[]      NOT NULL,
        selected    int         NOT NULL,
        left_out    jsonb       NOT NULL,
        size        int         NOT NULL,
        chunks      int         NOT NULL,
        published   int         NOT NULL DEFAULT 0,
        frozen_at   timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`
      CREATE TABLE audience_chunks (
        campaign_id uuid   NOT NULL,
        number      int    NOT NULL,
        contact_ids uuid[] NOT NULL,
        PRIMARY KEY (campaign_id, number)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audience_chunks, audiences, segment_members, segments');
  }
}
