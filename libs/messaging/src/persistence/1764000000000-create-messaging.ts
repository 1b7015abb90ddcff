import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every service that takes part in the event log has in its own schema. */
export class CreateMessaging1764000000000 implements MigrationInterface {
  readonly name = 'CreateMessaging1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        topic   text NOT NULL,
        key     text NOT NULL,
        headers text NOT NULL,
        value   bytea, -- what is to be packed is packed
        bytes   int  NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000)
    `);
    await runner.query('ALTER TABLE outbox ALTER value SET STORAGE EXTERNAL');
    await runner.query(`
      CREATE TABLE inbox (
        consumer    text        NOT NULL,
        event_id    text        NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, event_id)
      )
    `);
    await runner.query('CREATE INDEX inbox_received_at ON inbox USING brin (received_at)');
    await runner.query(`
      CREATE TABLE dead_letters (
        id          uuid        PRIMARY KEY,
        topic       text        NOT NULL,
        partition   int         NOT NULL,
        "offset"    bigint      NOT NULL,
        event_id    text        NOT NULL,
        key         text        NOT NULL,
        headers     jsonb       NOT NULL,
        value       text,
        reason      text        NOT NULL,
        error       text        NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now(),
        replayed_at timestamptz,
        UNIQUE (topic, partition, "offset", event_id)
      )
    `);
    await runner.query(`
      CREATE TABLE stopped_partitions (
        topic      text        NOT NULL,
        partition  int         NOT NULL,
        "offset"   bigint      NOT NULL,
        error      text        NOT NULL,
        stopped_at timestamptz NOT NULL DEFAULT now(),
        resolution text,
        PRIMARY KEY (topic, partition)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stopped_partitions, dead_letters, inbox, outbox');
  }
}
