import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The opening alone tells the channel and the time; a change may be heard of before it. */
export class CreateTickets1764100000002 implements MigrationInterface {
  readonly name = 'CreateTickets1764100000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tickets (
        ticket_id  uuid        PRIMARY KEY,
        version    int         NOT NULL,
        contact_id uuid,
        state      text        NOT NULL,
        channel    text,
        language   text        NOT NULL,
        intent     text        NOT NULL,
        urgency    text        NOT NULL,
        complaint  boolean     NOT NULL,
        queue      text        NOT NULL,
        opened_at  timestamptz
      )
    `);
    await runner.query('CREATE INDEX tickets_opened_at ON tickets (opened_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tickets');
  }
}
