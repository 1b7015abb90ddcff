import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReceivedMails1764100000002 implements MigrationInterface {
  readonly name = 'CreateReceivedMails1764100000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE received_mails (
        fingerprint bytea       PRIMARY KEY,
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
        raw         bytea       NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quarantined_mails, received_mails');
  }
}
