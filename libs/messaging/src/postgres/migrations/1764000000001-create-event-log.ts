import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The event log inside PostgreSQL: what a broker keeps on its disks. */
export class CreateEventLog1764000000001 implements MigrationInterface {
  readonly name = 'CreateEventLog1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE topics (
        topic          text PRIMARY KEY,
        partitions     int  NOT NULL,
        retention_days int  -- NULL: a state topic, compacted
      )
    `);
    await runner.query(`
      CREATE TABLE partitions (
        topic       text   NOT NULL REFERENCES topics,
        partition   int    NOT NULL,
        next_offset bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (topic, partition)
      ) WITH (fillfactor = 50)
    `);
    await runner.query(`
      CREATE TABLE records (
        topic       text        NOT NULL,
        partition   int         NOT NULL,
        "offset"    bigint      NOT NULL,
        key         text        NOT NULL,
        headers     text        NOT NULL,
        value       bytea, -- as it lay in the outbox
        bytes       int         NOT NULL, -- of the JSON and the headers
        appended_at timestamptz NOT NULL DEFAULT now()
      ) PARTITION BY LIST (topic)
    `);
    await runner.query('ALTER TABLE records ALTER value SET STORAGE EXTERNAL');
    await runner.query(`
      CREATE TABLE assignments (
        group_name   text   NOT NULL,
        topic        text   NOT NULL,
        partition    int    NOT NULL,
        committed    bigint NOT NULL DEFAULT 0,
        owner        uuid,
        epoch        bigint NOT NULL DEFAULT 0,
        leased_until timestamptz,
        PRIMARY KEY (group_name, topic, partition)
      ) WITH (fillfactor = 50)
    `);
    await runner.query(`
      CREATE TABLE members (
        group_name text        NOT NULL,
        member_id  uuid        NOT NULL,
        topics     text[]      NOT NULL,
        alive_until timestamptz NOT NULL,
        PRIMARY KEY (group_name, member_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE members, assignments, records, partitions, topics');
  }
}
