import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The built-in mailbox: what would have been sent. */
export class CreateMailbox1764200000005 implements MigrationInterface {
  readonly name = 'CreateMailbox1764200000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mailbox (
        id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        sender     text        NOT NULL,
        recipient  text        NOT NULL,
        subject    text        NOT NULL,
        html       text,
        text       text        NOT NULL,
        raw        bytea       NOT NULL,
        at         timestamptz NOT NULL DEFAULT now()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mailbox');
  }
}
