import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBots1764100000007 implements MigrationInterface {
  readonly name = 'CreateBots1764100000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bots (
        id          uuid        PRIMARY KEY,
        name        text        NOT NULL,
        url         text,
        secret      bytea       NOT NULL,
        begins      text        NOT NULL,
        rests_until timestamptz NOT NULL DEFAULT now(),
        fault       text,
        removed_at  timestamptz,
        created_at  timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query('CREATE UNIQUE INDEX bots_name ON bots (name) WHERE removed_at IS NULL');
    await runner.query(`
      CREATE TABLE bot_calls (
        id           uuid        PRIMARY KEY,
        number       bigint      GENERATED ALWAYS AS IDENTITY,
        bot_id       uuid        NOT NULL REFERENCES bots (id),
        ticket_id    uuid        NOT NULL,
        type         text        NOT NULL,
        body         text        NOT NULL,
        state        text        NOT NULL DEFAULT 'pending',
        attempts     int         NOT NULL DEFAULT 0,
        next_at      timestamptz NOT NULL DEFAULT now(),
        leased_until timestamptz,
        error        text,
        created_at   timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`CREATE INDEX bot_calls_pending ON bot_calls (next_at) WHERE state = 'pending'`);
    await runner.query(`CREATE INDEX bot_calls_order ON bot_calls (bot_id, ticket_id, number) WHERE state = 'pending'`);
    await runner.query(`CREATE INDEX bot_calls_dead ON bot_calls (id) WHERE state = 'dead'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bot_calls, bots');
  }
}
