import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCampaigns1764200000001 implements MigrationInterface {
  readonly name = 'CreateCampaigns1764200000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE campaigns (
        id          uuid        PRIMARY KEY,
        name        text        NOT NULL,
        segment_id  uuid        NOT NULL,
        arms        jsonb       NOT NULL,
        assignment  jsonb       NOT NULL,
        sending_window     jsonb,
        zone_field         text,
        channel_id         uuid,
        weight             real NOT NULL DEFAULT 1 CHECK (weight > 0),
        time_to_live_hours int,
        tracked            boolean NOT NULL DEFAULT true,
        in_doubt           text CHECK (in_doubt IN ('left', 'sent_again')),
        state       text        NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'scheduled', 'launched', 'running', 'paused', 'finished', 'cancelled')),
        version     int         NOT NULL DEFAULT 0,
        moved_at    timestamptz NOT NULL DEFAULT now(),
        reason      text,
        selected    int,
        left_out    jsonb,
        audience    int,
        chunks      int,
        created_at  timestamptz NOT NULL DEFAULT now(),
        launch_at   timestamptz,
        launched_at timestamptz,
        finished_at timestamptz
      )
    `);
    await runner.query("CREATE INDEX campaigns_at_work ON campaigns (id) WHERE state IN ('launched', 'running')");
    await runner.query("CREATE INDEX campaigns_scheduled ON campaigns (launch_at) WHERE state = 'scheduled'");
    await runner.query(`
      CREATE TABLE audience_chunks (
        campaign_id uuid        NOT NULL,
        number      int         NOT NULL,
        recipients  int         NOT NULL,
        digest      bytea       NOT NULL,
        arrived_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (campaign_id, number)
      )
    `);
    await runner.query(`
      CREATE TABLE chunk_conflicts (
        campaign_id uuid        NOT NULL,
        number      int         NOT NULL,
        conflict    text        NOT NULL,
        at          timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (campaign_id, number, conflict)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE chunk_conflicts, audience_chunks, campaigns');
  }
}
