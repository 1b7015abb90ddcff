import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateImapMailboxes1764100000005 implements MigrationInterface {
  readonly name = 'CreateImapMailboxes1764100000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imap_mailboxes (
        id           uuid        PRIMARY KEY,
        name         text        NOT NULL CONSTRAINT imap_mailboxes_name UNIQUE,
        host         text        NOT NULL,
        port         int         NOT NULL,
        security     text        NOT NULL,
        username     text        NOT NULL,
        password     bytea       NOT NULL,
        auth         text        NOT NULL CHECK (auth IN ('password', 'oauth')),
        folder       text        NOT NULL,
        take         text        NOT NULL,
        version      int         NOT NULL DEFAULT 1,
        uid_validity bigint,
        last_uid     bigint      NOT NULL DEFAULT 0,
        since        timestamptz,
        mails        bigint      NOT NULL DEFAULT 0,
        read_at      timestamptz,
        fault        text,
        fault_at     timestamptz,
        leased_by    uuid,
        leased_until timestamptz,
        created_at   timestamptz NOT NULL DEFAULT now()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE imap_mailboxes');
  }
}
