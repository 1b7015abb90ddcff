import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is to be said in answers to tickets; their deliveries are in the ledger. */
export class CreateReplies1764200000004 implements MigrationInterface {
  readonly name = 'CreateReplies1764200000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE replies (
        id          uuid        PRIMARY KEY,
        ticket_id   uuid        NOT NULL,
        subject     text        NOT NULL,
        text        text        NOT NULL,
        message_id  text        NOT NULL,
        reply_to    text        NOT NULL,
        in_reply_to text,
        "references" text[]     NOT NULL,
        automatic   boolean     NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now()
      )
    `);
    // What is old is forgotten in this order.
    await runner.query('CREATE INDEX replies_age ON replies (created_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE replies');
  }
}
