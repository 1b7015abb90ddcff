import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who outside is told of hand-offs, and what a person must know of an account that is handed over. */
export class CreateHandOffWebhooks1764100006000 implements MigrationInterface {
  readonly name = 'CreateHandOffWebhooks1764100006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE hand_off_webhooks (
        one        boolean     PRIMARY KEY DEFAULT true CHECK (one),
        url        text        NOT NULL,
        secret     text        NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`
      CREATE TABLE hand_off_calls (
        id         uuid        PRIMARY KEY,
        account_id uuid        NOT NULL,
        handed_off boolean     NOT NULL,
        attempts   int         NOT NULL DEFAULT 0,
        next_at    timestamptz DEFAULT now(),
        fault      text,
        created_at timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query('CREATE INDEX hand_off_calls_due ON hand_off_calls (next_at) WHERE next_at IS NOT NULL');
    await runner.query('CREATE INDEX hand_off_calls_of_account ON hand_off_calls (account_id, id) WHERE next_at IS NOT NULL');
    await runner.query(`COMMENT ON COLUMN hand_off_calls.next_at IS 'NULL: the other side refused it for good'`);
    await runner.query(`
      CREATE TABLE contact_tickets (
        ticket_id  uuid        PRIMARY KEY,
        contact_id uuid        NOT NULL,
        version    int         NOT NULL,
        state      text        NOT NULL,
        intent     text        NOT NULL,
        urgency    text        NOT NULL,
        complaint  boolean     NOT NULL,
        at         timestamptz NOT NULL
      )
    `);
    await runner.query('CREATE INDEX contact_tickets_of_contact ON contact_tickets (contact_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contact_tickets, hand_off_calls, hand_off_webhooks');
  }
}
