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
        members      int         NOT NULL DEFAULT 0,
        evaluation   text        CHECK (evaluation IN ('asked', 'found')),
        clock_at     timestamptz NOT NULL DEFAULT now(),
        removed_at   timestamptz,
        created_at   timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`COMMENT ON COLUMN segments.evaluation IS 'asked: all contacts are to be looked at; found: those in segment_candidates are to be judged; NULL: all are'`);
    await runner.query(`
      CREATE TABLE segment_members (
        segment_id uuid NOT NULL,
        contact_id uuid NOT NULL,
        PRIMARY KEY (contact_id, segment_id)
      )
    `);
    await runner.query('CREATE INDEX segment_members_of_segment ON segment_members (segment_id, contact_id)');
    await runner.query(`
      CREATE TABLE segment_work (
        id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        contact_ids uuid[]      NOT NULL,
        contacts    int         NOT NULL,
        touches     jsonb       NOT NULL,
        at          timestamptz NOT NULL DEFAULT clock_timestamp()
      )
    `);
    await runner.query(`COMMENT ON TABLE segment_work IS 'changed contacts that wait for the rules, and what of them changed'`);
    await runner.query(`
      CREATE TABLE segment_candidates (
        segment_id  uuid   NOT NULL,
        n           int    NOT NULL,
        contact_ids uuid[] NOT NULL,
        PRIMARY KEY (segment_id, n)
      )
    `);
    await runner.query(`
      CREATE TABLE campaign_uses (
        campaign_id uuid PRIMARY KEY,
        segment_id  uuid NOT NULL,
        name        text NOT NULL,
        state       text NOT NULL,
        version     int  NOT NULL
      )
    `);
    await runner.query('CREATE INDEX campaign_uses_of_segment ON campaign_uses (segment_id)');
    await runner.query('CREATE TABLE funnel_uses (funnel_id uuid PRIMARY KEY, name text NOT NULL, segment_ids uuid[] NOT NULL, version int NOT NULL)');
    await runner.query(`
      CREATE TABLE audiences (
        campaign_id uuid        PRIMARY KEY,
        segment_id  uuid        NOT NULL,
        fields      text[]      NOT NULL,
        selected    int         NOT NULL,
        left_out    jsonb       NOT NULL,
        size        int         NOT NULL,
        chunks      int         NOT NULL,
        judged_to   uuid        NOT NULL,
        snapshots   timestamptz[] NOT NULL,
        frozen_at   timestamptz
      )
    `);
    await runner.query(`COMMENT ON TABLE audiences IS 'members with ids up to judged_to are judged; all are where frozen_at is set'`);
    await runner.query(`
      CREATE TABLE audience_chunks (
        campaign_id uuid    NOT NULL,
        number      int     NOT NULL,
        contact_ids uuid[]  NOT NULL,
        published   boolean NOT NULL DEFAULT false,
        PRIMARY KEY (campaign_id, number)
      )
    `);
    // Random ids cannot be compressed, and to try costs as much as to write them.
    for (const table of ['segment_work', 'segment_candidates', 'audience_chunks']) await runner.query(`ALTER TABLE ${table} ALTER contact_ids SET STORAGE EXTERNAL`);
    await runner.query('CREATE INDEX audience_chunks_waiting ON audience_chunks (campaign_id, number) WHERE NOT published');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audience_chunks, audiences, funnel_uses, campaign_uses, segment_candidates, segment_work, segment_members, segments');
  }
}
