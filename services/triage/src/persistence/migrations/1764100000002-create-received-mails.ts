import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReceivedMails1764100000002 implements MigrationInterface {
  readonly name = 'CreateReceivedMails1764100000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE received_mails (
        fingerprint bytea       PRIMARY KEY,
        said        bytea,
        outcome     text        NOT NULL,
        reason      text,
        ticket_id   uuid,
        received_at timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query('CREATE INDEX received_mails_received_at ON received_mails USING brin (received_at)');
    await runner.query(`
      CREATE TABLE quarantined_mails (
        id          uuid        PRIMARY KEY,
        fingerprint bytea       NOT NULL,
        reason      text        NOT NULL,
        bytes       int         NOT NULL,
        sender      text,
        recipients  text[]      NOT NULL,
        raw         bytea       NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now()
      )
    `);
    // Found by ticket_messages.raw_ref; out of the table that is read all the time.
    await runner.query(`
      CREATE TABLE raw_mails (
        id          uuid        PRIMARY KEY,
        raw         bytea       NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now()
      )
    `);
    // Already compressed, most of them.
    await runner.query(`
      CREATE TABLE attached_files (
        digest      bytea       PRIMARY KEY,
        content     bytea       NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query('ALTER TABLE attached_files ALTER COLUMN content SET STORAGE EXTERNAL');
    await runner.query('CREATE INDEX raw_mails_received_at ON raw_mails USING brin (received_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attached_files, raw_mails, quarantined_mails, received_mails');
  }
}
