import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTickets1764100000002 implements MigrationInterface {
  readonly name = 'CreateTickets1764100000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tickets (
        ticket_id  uuid        PRIMARY KEY,
        contact_id uuid,
        channel    text        NOT NULL,
        language   text        NOT NULL,
        intent     text        NOT NULL,
        urgency    text        NOT NULL,
        complaint  boolean     NOT NULL,
        queue      text        NOT NULL,
        opened_at  timestamptz NOT NULL
      )
    `);
    await runner.query('CREATE INDEX tickets_opened_at ON tickets (opened_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tickets');
  }
}
