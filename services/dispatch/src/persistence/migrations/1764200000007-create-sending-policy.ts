import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What holds for all promotions of the installation, and which of them a contact got lately where there is a cap; and of those, which he did not get after all. */
export class CreateSendingPolicy1764200000007 implements MigrationInterface {
  readonly name = 'CreateSendingPolicy1764200000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sending_policy (
        single         boolean          PRIMARY KEY DEFAULT true CHECK (single),
        hold_out_share double precision NOT NULL DEFAULT 0 CHECK (hold_out_share BETWEEN 0 AND 1),
        hold_out_seed  text             NOT NULL,
        cap_promotions int,
        cap_days       int,
        sender_warm_up jsonb,
        updated_by     text,
        updated_at     timestamptz      NOT NULL DEFAULT now()
      )
    `);
    await runner.query('INSERT INTO sending_policy (hold_out_seed) VALUES (gen_random_uuid()::text)');
    await runner.query(`
      CREATE TABLE recent_promotions (
        contact_id uuid        PRIMARY KEY,
        sent       jsonb       NOT NULL,
        last_at    timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 70)
    `);
    await runner.query('CREATE TABLE unused_rooms (contact_id uuid NOT NULL, delivery text NOT NULL, PRIMARY KEY (contact_id, delivery))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unused_rooms, recent_promotions, sending_policy');
  }
}
