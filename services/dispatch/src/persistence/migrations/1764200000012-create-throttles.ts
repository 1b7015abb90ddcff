import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much may leave where, what has left lately, from which domains anything ever left, and which lanes were slowed down by their receivers. */
export class CreateThrottles1764200000012 implements MigrationInterface {
  readonly name = 'CreateThrottles1764200000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE throttles (
        id          uuid        PRIMARY KEY,
        name        text        NOT NULL CONSTRAINT throttles_name UNIQUE,
        provider    text,
        domain      text,
        relay       text,
        campaign_id uuid,
        sender      text,
        per_second  int,
        per_hour    int,
        per_day     int,
        warm_up     jsonb,
        reserve     float8      NOT NULL,
        updated_by  text        NOT NULL,
        updated_at  timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query('CREATE TABLE sender_domains (domain text PRIMARY KEY, used_at timestamptz NOT NULL DEFAULT now())');
    await runner.query("CREATE TABLE throttle_meters (key text PRIMARY KEY, cells jsonb NOT NULL DEFAULT '[]') WITH (fillfactor = 50)");
    await runner.query(`
      CREATE TABLE slow_lanes (
        relay     text        NOT NULL,
        "group"   text        NOT NULL,
        rate      real        NOT NULL,
        step      real        NOT NULL,
        before    real        NOT NULL,
        cause     text        NOT NULL,
        slowed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        raised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (relay, "group")
      ) WITH (fillfactor = 50)
    `);
    await runner.query(`
      CREATE TABLE providers (
        name       text        PRIMARY KEY,
        domains    text[]      NOT NULL,
        mx         text[]      NOT NULL,
        updated_by text        NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE providers, slow_lanes, throttle_meters, sender_domains, throttles');
  }
}
