import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every contact, with what coverage is counted by. */
export class CreateMarket1764100000009 implements MigrationInterface {
  readonly name = 'CreateMarket1764100000009';

  async up(runner: QueryRunner): Promise<void> {
    // No index but the key: every change stays on its page (HOT), and reports read the whole table anyway.
    await runner.query(`
      CREATE TABLE market (
        contact_id uuid    PRIMARY KEY,
        version    int     NOT NULL,
        account_id uuid,
        tier       text    NOT NULL,
        region     text,
        industry   text,
        left_out   text,
        gone       boolean NOT NULL DEFAULT false
      ) WITH (fillfactor = 90)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE market');
  }
}
